"""Pictures of the graph: what is drawn (nodes, groups, bars) and the geometry of the SVG form.

``scheme``, ``chain`` and ``tree`` make the models from a graph; they know no format. The modules
``report.to_mermaid``, ``to_dot``, ``to_svg`` and ``to_page`` write them.
"""
