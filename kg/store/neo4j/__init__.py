"""The graph in a Neo4j server or cluster, over Bolt; see docs/neo4j.md."""
