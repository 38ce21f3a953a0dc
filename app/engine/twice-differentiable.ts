import type { Scalar, Tensor, Tf } from './tensor.ts';

/**
 * Functions that are right however often they are differentiated. tfjs 4.22 saves the *output* of tanh, sigmoid and exp for their
 * gradient, and a gradient of that gradient silently loses the part that runs through the saved tensor (tensorflow/tfjs#3252);
 * its leakyRelu, prelu, maximum and the like throw there. Here the input is saved and the derivative is made of these functions again.
 */
export function tanh(tf: Tf, x: Tensor): Tensor {
  return differentiable(
    tf,
    x,
    (input) => tf.tanh(input),
    (input) => tf.sub(1, tf.square(tanh(tf, input))),
  );
}

export function sigmoid(tf: Tf, x: Tensor): Tensor {
  return differentiable(
    tf,
    x,
    (input) => tf.sigmoid(input),
    (input) => {
      const value = sigmoid(tf, input);
      return tf.mul(value, tf.sub(1, value));
    },
  );
}

export function exp(tf: Tf, x: Tensor): Tensor {
  return differentiable(
    tf,
    x,
    (input) => tf.exp(input),
    (input) => exp(tf, input),
  );
}

/** log(1 + eˣ), without overflow; −log σ(x) = softplus(−x). */
export function softplus(tf: Tf, x: Tensor): Tensor {
  return differentiable(
    tf,
    x,
    (input) => tf.softplus(input),
    (input) => sigmoid(tf, input),
  );
}

export function relu(tf: Tf, x: Tensor): Tensor {
  return piecewiseLinear(tf, x, 0);
}

/** x where positive, else slope·x. */
export function leakyRelu(tf: Tf, x: Tensor, slope: number): Tensor {
  return piecewiseLinear(tf, x, slope);
}

/** The same numbers; the gradient comes back turned round and `weight` times as large (arXiv:1505.07818). */
export function reversed(tf: Tf, x: Tensor, weight: Scalar): Tensor {
  return tf.customGrad((input, _save) => ({
    value: tf.clone(input as Tensor),
    gradFunc: (dy: Tensor) => [tf.mul(dy, tf.neg(weight))],
  }))(x);
}

/** The same numbers, through which no gradient flows. */
export function constant(tf: Tf, x: Tensor): Tensor {
  return tf.customGrad((input, _save) => ({
    value: tf.clone(input as Tensor),
    gradFunc: (dy: Tensor) => [tf.zerosLike(dy)],
  }))(x);
}

/**
 * x times its slope (1 where positive). The slope is saved as a constant: its own derivative is zero almost everywhere, so
 * nothing is lost to second order, and a penalty's gradient does not walk the forward pass for zeros.
 */
function piecewiseLinear(tf: Tf, x: Tensor, slope: number): Tensor {
  return tf.customGrad((input, save) => {
    const slopes = tf.step(input as Tensor, slope);
    (save as Save)([slopes]);
    // Not the product for a slope of 0: −∞ · 0 is not 0.
    const value = slope === 0 ? tf.relu(input as Tensor) : tf.mul(input as Tensor, slopes);
    return { value, gradFunc: (dy: Tensor, saved: Tensor[]) => tf.mul(dy, saved[0]!) };
  })(x);
}

type Save = (tensors: Tensor[]) => void;

function differentiable(tf: Tf, x: Tensor, value: (x: Tensor) => Tensor, derivative: (x: Tensor) => Tensor): Tensor {
  return tf.customGrad((input, save) => {
    (save as Save)([input as Tensor]);
    return {
      value: value(input as Tensor),
      gradFunc: (dy: Tensor, saved: Tensor[]) => tf.mul(dy, derivative(saved[0]!)),
    };
  })(x);
}
