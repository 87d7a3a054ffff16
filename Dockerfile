# Needs nothing but this repository, the base image, its Debian packages and a package index. Made first, the folder is yours and not root's:
#   docker build -t packet . && mkdir -p output && docker run --rm -v "$PWD/output:/packet/output" packet build moea-6-1
FROM python:3.12-slim AS tools
RUN apt-get update \
    && apt-get install --yes --no-install-recommends git make \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --create-home packet

FROM tools AS packet
WORKDIR /packet
COPY --chown=packet . .
RUN chown packet /packet
USER packet
RUN python -m reportlib.installing
ENV PATH="/packet/.venv/bin:$PATH" PACKET_LANG=zh
ENTRYPOINT ["packet"]
CMD ["--help"]
