"""Cotejo lays reports of undeclared military deployments side by side and counts their independent origins."""

__version__ = "0.1.0"

__all__ = ["__version__"]
