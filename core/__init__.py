"""What Backline knows about songs and jobs: no HTTP, no windows. Only the stage modules import torch."""
