# U-Net generator and PatchGAN discriminator (Isola et al. 2017, section 6.1), batch norm over a batch of one.

def generator(self, p: Dict[str, Tensor], x: Dict[str, Tensor]) -> Tensor:
    h = x["source"]
    skips = annotate(List[Tensor], [])
    depth = 0
    while ("generator.down." + str(depth) + ".convolution.weight") in p:
        name = "generator.down." + str(depth)
        if depth > 0:
            h = torch.leaky_relu(h, 0.2)
        h = self.conv(h, p, name + ".convolution", 2, 1)
        if (name + ".norm.weight") in p:
            h = self.batch_norm(h, p, name + ".norm")
        skips.append(h)
        depth += 1
    i = depth - 1
    while i >= 0:
        name = "generator.up." + str(i)
        if i < depth - 1:
            h = torch.cat([skips[i], h], 1)
        h = self.conv_transpose(torch.relu(h), p, name + ".convolution", 2, 1)
        if (name + ".norm.weight") in p:
            h = self.batch_norm(h, p, name + ".norm")
        if i >= depth - 3:
            h = self.dropout(h)
        i -= 1
    return torch.tanh(h)

def discriminator(self, p: Dict[str, Tensor], source: Tensor, target: Tensor) -> Tensor:
    h = torch.cat([source, target], 1)
    i = 0
    while ("discriminator." + str(i) + ".convolution.weight") in p:
        name = "discriminator." + str(i)
        if i > 0:
            h = torch.leaky_relu(h, 0.2)
        h = self.conv(h, p, name + ".convolution", 2 if i < 3 else 1, 1)
        if (name + ".norm.weight") in p:
            h = self.batch_norm(h, p, name + ".norm")
        i += 1
    return h

def discriminator_loss(self, p: Dict[str, Tensor], x: Dict[str, Tensor], fake: Tensor) -> Tensor:
    real = self.bce(self.discriminator(p, x["source"], x["target"]), 1.)
    return 0.5 * (real + self.bce(self.discriminator(p, x["source"], fake), 0.))

def generator_loss(self, x: Dict[str, Tensor], fake: Tensor) -> Tensor:
    return self.bce(self.discriminator(self.p, x["source"], fake), 1.) + 100 * torch.l1_loss(fake, x["target"], 1)

def gradients(self, x: Dict[str, Tensor]) -> Dict[str, Tensor]:
    g = self.leaves("generator.")
    d = self.leaves("discriminator.")
    fake = self.generator(g, x)
    discriminator_loss = self.discriminator_loss(d, x, fake.detach())
    gradients = self.gradient(discriminator_loss, d)
    generator_loss = self.generator_loss(x, fake)
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
    fake = self.generator(g, x)
    discriminator_loss = self.discriminator_loss(d, x, fake.detach())
    self.adam(self.gradient(discriminator_loss, d), 2e-4, 0.5, 0.999, 0.)
    generator_loss = self.generator_loss(x, fake)
    self.adam(self.gradient(generator_loss, g), 2e-4, 0.5, 0.999, 0.)
    losses = annotate(Dict[str, Tensor], {})
    losses["discriminator-loss"] = discriminator_loss.detach()
    losses["generator-loss"] = generator_loss.detach()
    return losses
