import { expect, test } from 'vitest';
import { configKeys, pathSegment } from '../../../src/domain/suite/artifact-keys.ts';

test('the state of a deployment is the last of its records in order', () => {
  const { deployment } = configKeys('c');
  const history = [
    deployment(0, 1, 'healthy'),
    deployment(0, 1, 'lost'),
    deployment(0, 2, 'healthy'),
    deployment(0, 2, 'abandoned'),
    deployment(0, 10, 'healthy'),
    deployment(0, 10, 'stopped'),
    deployment(1, 1, 'healthy'),
  ];
  expect(history.toSorted()).toEqual(history);
});

test('a plain id stays readable', () => {
  expect(pathSegment('syn-0001_capm')).toBe('syn-0001_capm');
});

test('long ids that begin alike have folders of their own', () => {
  const alike = '某公司二零二四年度财务报表中的净利润同比增长率'.repeat(4);
  const segments = ['一', '二', '三'].map((end) => pathSegment(alike + end));
  expect(new Set(segments).size).toBe(3);
});
