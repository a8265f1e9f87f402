"""The graph as RDF: mapping, ontology, shapes and SPARQL; files are written by ``kg.exchange``.

Importing the package asks for the extra ``rdf``; nothing of the rest of ``kg`` imports it.
"""

from kg.extras import need

need("RDF", extra="rdf", packages=("pyoxigraph", "rdflib", "pyshacl"))
