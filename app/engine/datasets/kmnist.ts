import { publishedIdx } from '../files/published-idx.ts';

/** Sizes and sums: TensorFlow Datasets' url_checksums/kmnist.txt; torchvision's MD5 are of the same files. */
export const kmnist = publishedIdx({
  name: 'kmnist',
  title: 'KMNIST',
  purpose: 'Seventy thousand cursive Japanese characters in ten classes, 28 × 28, in MNIST’s place; sixty thousand are trained on.',
  classes: ['o', 'ki', 'su', 'tsu', 'na', 'ha', 'ma', 'ya', 're', 'wo'],
  published: {
    publisher: 'ROIS-DS Center for Open Data in the Humanities',
    page: 'http://codh.rois.ac.jp/kmnist/',
    licence:
      'CC BY-SA 4.0; “KMNIST Dataset” (created by CODH), adapted from “Kuzushiji Dataset” (created by NIJL and others), doi:10.20676/00000341',
    citation:
      'T. Clanuwat, M. Bober-Irizar, A. Kitamoto, A. Lamb, K. Yamamoto, D. Ha: Deep learning for classical Japanese literature. arXiv:1812.01718.',
    addresses: ['http://codh.rois.ac.jp/kmnist/dataset/kmnist/'],
    files: [
      {
        name: 'train-images-idx3-ubyte.gz',
        bytes: 18_165_135,
        sha256: '51467d22d8cc72929e2a028a0428f2086b092bb31cfb79c69cc0a90ce135fde4',
      },
      { name: 'train-labels-idx1-ubyte.gz', bytes: 29_497, sha256: 'e38f9ebcd0f3ebcdec7fc8eabdcdaef93bb0df8ea12bee65224341c8183d8e17' },
      { name: 't10k-images-idx3-ubyte.gz', bytes: 3_041_136, sha256: 'edd7a857845ad6bb1d0ba43fe7e794d164fe2dce499a1694695a792adfac43c5' },
      { name: 't10k-labels-idx1-ubyte.gz', bytes: 5120, sha256: '20bb9a0ef54c7db3efc55a92eef5582c109615df22683c380526788f98e42a1c' },
    ],
  },
});
