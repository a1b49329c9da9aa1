import { t } from '../__testUtils__/english';
import { findingText, messageBesideField } from './findingTexts';

describe('messageBesideField', () => {
  it('takes the text of a code that it knows, and that of the API for others', () => {
    const finding = {
      severity: 'error' as const,
      code: 'lease-too-long',
      params: { maximum: 'P7D' },
      field: 'lease',
      message: 'lease: the text of the API',
    };
    expect(messageBesideField(finding, t)).toBe(
      'must be at most 7 days, the longest that this blueprint allows',
    );
    expect(messageBesideField({ ...finding, code: 'constructor' }, t)).toBe(
      'the text of the API',
    );
  });
});

describe('findingText', () => {
  it('names the field by its title', () => {
    const finding = {
      severity: 'error' as const,
      code: 'b',
      field: 'values.nodes',
      message: 'at most 2',
    };
    expect(findingText(finding, t, { 'values.nodes': 'Number of nodes' })).toBe(
      'Number of nodes: at most 2',
    );
  });
});
