"""Documents that describe an API (OAS 2.0, 3.0 and 3.1): taken apart, validated within limits, and each fault said in a plain sentence."""
