"""Workbooks for Excel: sheets as values, one module for each kind of sheet, one writer."""
