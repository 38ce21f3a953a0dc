import { publishedIdx } from '../files/published-idx.ts';

/** Sizes and sums: TensorFlow Datasets' url_checksums/mnist.txt; torchvision's MD5 are of the same files. */
export const mnist = publishedIdx({
  name: 'mnist',
  title: 'MNIST',
  purpose: 'Seventy thousand handwritten digits, 28 × 28; sixty thousand are trained on.',
  published: {
    publisher: 'Yann LeCun, Corinna Cortes and Christopher J. C. Burges; hosted by the Common Visual Data Foundation',
    page: 'http://yann.lecun.com/exdb/mnist/',
    licence: 'CC BY-SA 3.0; © Yann LeCun and Corinna Cortes, derived from NIST’s Special Databases 1 and 3',
    citation: 'Y. LeCun, L. Bottou, Y. Bengio, P. Haffner: Gradient-based learning applied to document recognition. Proc. IEEE 86 (1998).',
    // The authors' own page has long ceased to hand the files out.
    addresses: ['https://storage.googleapis.com/cvdf-datasets/mnist/', 'https://ossci-datasets.s3.amazonaws.com/mnist/'],
    files: [
      {
        name: 'train-images-idx3-ubyte.gz',
        bytes: 9_912_422,
        sha256: '440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609',
      },
      { name: 'train-labels-idx1-ubyte.gz', bytes: 28_881, sha256: '3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c' },
      { name: 't10k-images-idx3-ubyte.gz', bytes: 1_648_877, sha256: '8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6' },
      { name: 't10k-labels-idx1-ubyte.gz', bytes: 4542, sha256: 'f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6' },
    ],
  },
});
