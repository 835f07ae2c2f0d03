"""How the clusters of the fictional province lay out their returns; one module a family."""
