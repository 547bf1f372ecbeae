# The critic's loss of Gulrajani et al. 2017, algorithm 1: its gradient needs the gradient of a gradient.

def critic(self, p: Dict[str, Tensor], x: Tensor) -> Tensor:
    h = x
    i = 0
    while ("critic." + str(i) + ".weight") in p:
        h = torch.leaky_relu(self.conv(h, p, "critic." + str(i), 2, 1), 0.2)
        i += 1
    return self.linear(torch.flatten(h, 1), p, "score")

def loss(self, p: Dict[str, Tensor], x: Dict[str, Tensor]) -> Tensor:
    real = x["real"]
    fake = x["fake"]
    between = (real + x["share"] * (fake - real)).requires_grad_(True)
    score = self.critic(p, between)
    slope = unchecked_cast(Tensor, torch.grad([score.sum()], [between], None, True, True, False)[0])
    length = (slope.pow(2).sum([1, 2, 3]) + 1e-12).sqrt()
    penalty = 10 * (length - 1).pow(2).mean()
    return self.critic(p, fake).mean() - self.critic(p, real).mean() + penalty

def update(self, gradients: Dict[str, Tensor]) -> None:
    self.adam(gradients, 1e-4, 0., 0.9, 0.)
