"""PyTorch with CUDA for a bundle, which brings the one for the processor: fetched, checked, put to use."""
