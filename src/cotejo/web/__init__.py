"""The workbench: what people see in a browser. It stands on a case and on the pipeline, as the command line does."""
