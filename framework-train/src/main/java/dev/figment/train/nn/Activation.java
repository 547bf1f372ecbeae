package dev.figment.train.nn;

import dev.figment.train.graph.Activations;
import dev.figment.train.graph.Value;

/** The element-wise functions that a config can name. */
public enum Activation implements Layer {
    RELU {
        @Override
        public Value apply(Scope scope, Value x) {
            return Activations.relu(x);
        }
    },
    LEAKY_RELU {
        @Override
        public Value apply(Scope scope, Value x) {
            return Activations.leakyRelu(x, 0.2f);
        }
    },
    GELU {
        @Override
        public Value apply(Scope scope, Value x) {
            return Activations.gelu(x);
        }
    },
    SILU {
        @Override
        public Value apply(Scope scope, Value x) {
            return Activations.silu(x);
        }
    },
    TANH {
        @Override
        public Value apply(Scope scope, Value x) {
            return Activations.tanh(x);
        }
    },
    SIGMOID {
        @Override
        public Value apply(Scope scope, Value x) {
            return Activations.sigmoid(x);
        }
    }
}
