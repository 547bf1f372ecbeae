def loss(self, p: Dict[str, Tensor], x: Dict[str, Tensor]) -> Tensor:
    h = x["pixels"]
    i = 0
    while ("encoder." + str(i) + ".weight") in p:
        h = torch.relu(self.conv(h, p, "encoder." + str(i), 2, 1))
        i += 1
    z, divergence = self.latent(torch.flatten(h, 1), p, x["noise"])
    h = torch.relu(self.linear(z, p, "decoder")).view_as(h)
    j = 0
    while ("decoder." + str(j) + ".weight") in p:
        h = self.conv_transpose(h, p, "decoder." + str(j), 2, 1)
        j += 1
        if j < i:
            h = torch.relu(h)
    return self.reconstruction(h, x["pixels"]) + divergence
