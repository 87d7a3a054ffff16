"""Spreadsheets that we write: cells, sheets, XLSX and ODS."""
