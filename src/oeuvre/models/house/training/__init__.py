"""Training a model of the house. Its modules need PyTorch, the extra `train`; this door is opened by name alone."""
