# The negative evidence lower bound in nats, the mean over the batch.

def latent(self, h: Tensor, p: Dict[str, Tensor], noise: Tensor) -> Tuple[Tensor, Tensor]:
    mean = self.linear(h, p, "mean")
    log_variance = self.linear(h, p, "log-variance")
    divergence = -0.5 * torch.sum(1 + log_variance - mean.pow(2) - log_variance.exp())
    return (mean + torch.exp(0.5 * log_variance) * noise, divergence / h.size(0))

def reconstruction(self, logits: Tensor, x: Tensor) -> Tensor:
    return torch.binary_cross_entropy_with_logits(logits, x, None, None, 2) / x.size(0)

def update(self, gradients: Dict[str, Tensor]) -> None:
    self.adam(gradients, 1e-3, 0.9, 0.999, 0.)
