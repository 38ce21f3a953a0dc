import { publishedIdx } from '../files/published-idx.ts';

/** Sizes and sums: TensorFlow Datasets' url_checksums/fashion_mnist.txt; torchvision's MD5 are of the same files. */
export const fashionMnist = publishedIdx({
  name: 'fashion-mnist',
  title: 'Fashion-MNIST',
  purpose: 'Seventy thousand pieces of clothing in ten classes, 28 × 28, in MNIST’s place; sixty thousand are trained on.',
  classes: ['T-shirt/top', 'Trouser', 'Pullover', 'Dress', 'Coat', 'Sandal', 'Shirt', 'Sneaker', 'Bag', 'Ankle boot'],
  published: {
    publisher: 'Zalando Research',
    page: 'https://github.com/zalandoresearch/fashion-mnist',
    licence: 'MIT; © 2017 Zalando SE',
    citation:
      'H. Xiao, K. Rasul, R. Vollgraf: Fashion-MNIST, a novel image dataset for benchmarking machine learning algorithms. arXiv:1708.07747.',
    addresses: ['http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/'],
    files: [
      {
        name: 'train-images-idx3-ubyte.gz',
        bytes: 26_421_880,
        sha256: '3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84',
      },
      { name: 'train-labels-idx1-ubyte.gz', bytes: 29_515, sha256: 'a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845' },
      { name: 't10k-images-idx3-ubyte.gz', bytes: 4_422_102, sha256: '346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073' },
      { name: 't10k-labels-idx1-ubyte.gz', bytes: 5148, sha256: '67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5' },
    ],
  },
});
