def generator(self, p: Dict[str, Tensor], z: Tensor) -> Tensor:
    h = z
    i = 0
    while ("generator." + str(i) + ".convolution.weight") in p:
        name = "generator." + str(i)
        h = self.conv_transpose(h, p, name + ".convolution", 1 if i == 0 else 2, 0 if i == 0 else 1)
        if (name + ".norm.weight") in p:
            h = torch.relu(self.batch_norm(h, p, name + ".norm"))
        i += 1
    return torch.tanh(h)

def discriminator(self, p: Dict[str, Tensor], x: Tensor) -> Tensor:
    h = x
    i = 0
    while ("discriminator." + str(i + 1) + ".convolution.weight") in p:
        name = "discriminator." + str(i)
        h = self.conv(h, p, name + ".convolution", 2, 1)
        if (name + ".norm.weight") in p:
            h = self.batch_norm(h, p, name + ".norm")
        h = torch.leaky_relu(h, 0.2)
        i += 1
    return self.conv(h, p, "discriminator." + str(i) + ".convolution", 1, 0)

def discriminator_loss(self, p: Dict[str, Tensor], real: Tensor, fake: Tensor) -> Tensor:
    return self.bce(self.discriminator(p, real), 1.) + self.bce(self.discriminator(p, fake), 0.)

def gradients(self, x: Dict[str, Tensor]) -> Dict[str, Tensor]:
    g = self.leaves("generator.")
    d = self.leaves("discriminator.")
    fake = self.generator(g, x["noise"])
    discriminator_loss = self.discriminator_loss(d, x["images"], fake.detach())
    gradients = self.gradient(discriminator_loss, d)
    generator_loss = self.bce(self.discriminator(self.p, fake), 1.)
    of_generator = self.gradient(generator_loss, g)
    for k in of_generator.keys():
        gradients[k] = of_generator[k]
    gradients["discriminator-loss"] = discriminator_loss.detach()
    gradients["generator-loss"] = generator_loss.detach()
    return gradients

def step(self, x: Dict[str, Tensor]) -> Dict[str, Tensor]:
    self.steps += 1
    g = self.leaves("generator.")
    d = self.leaves("discriminator.")
    fake = self.generator(g, x["noise"])
    discriminator_loss = self.discriminator_loss(d, x["images"], fake.detach())
    self.adam(self.gradient(discriminator_loss, d), 2e-4, 0.5, 0.999, 0.)
    generator_loss = self.bce(self.discriminator(self.p, fake), 1.)
    self.adam(self.gradient(generator_loss, g), 2e-4, 0.5, 0.999, 0.)
    losses = annotate(Dict[str, Tensor], {})
    losses["discriminator-loss"] = discriminator_loss.detach()
    losses["generator-loss"] = generator_loss.detach()
    return losses
