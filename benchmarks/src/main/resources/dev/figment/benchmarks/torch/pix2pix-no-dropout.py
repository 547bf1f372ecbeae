def dropout(self, x: Tensor) -> Tensor:
    return x
