"""A paper, headings, paragraphs, tables and pictures in order, as files of office programs: ODT and DOCX; and as PDF and HTML."""
