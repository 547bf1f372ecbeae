def loss(self, p: Dict[str, Tensor], x: Dict[str, Tensor]) -> Tensor:
    h = torch.relu(self.linear(x["pixels"], p, "encoder.0"))
    h = torch.relu(self.linear(h, p, "encoder.2"))
    z, divergence = self.latent(h, p, x["noise"])
    h = torch.relu(self.linear(z, p, "decoder.0"))
    h = torch.relu(self.linear(h, p, "decoder.2"))
    return self.reconstruction(self.linear(h, p, "pixels"), x["pixels"]) + divergence
