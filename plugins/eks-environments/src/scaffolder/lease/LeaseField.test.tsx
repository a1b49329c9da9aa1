import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createFieldValidation } from '@backstage/plugin-scaffolder-react/alpha';
import { translationApiRef } from '@backstage/frontend-plugin-api';
import { mockApis } from '@backstage/frontend-test-utils';
import { TestApiRegistry } from '@backstage/test-utils';
import { axe } from 'jest-axe';
import { renderWithApi } from '../../__testUtils__/renderWithApi';
import { LeaseField } from './LeaseField';
import type { LeaseFieldProps } from './leaseFieldSchema';
import { validateLease } from './leaseFormField';

const options = { default: 'P2D', maximum: 'P7D' };

function renderField(formData?: string) {
  const onChange = jest.fn();
  const props = {
    schema: { title: 'Lease' },
    uiSchema: { 'ui:options': options },
    formData,
    onChange,
  } as unknown as LeaseFieldProps;
  const { container } = renderWithApi(<LeaseField {...props} />, { api: {} });
  return { onChange, container };
}

describe('LeaseField', () => {
  it('starts with the default', async () => {
    const { onChange } = renderField();
    await screen.findByText('Lease');
    expect(onChange).toHaveBeenCalledWith('P2D');
  });

  it('says when it would end, and takes another choice', async () => {
    const { onChange, container } = renderField('P2D');
    expect(
      await screen.findByText(
        /If the cluster were ready now, the lease would end on /,
      ),
    ).toBeInTheDocument();
    expect(await axe(container)).toHaveNoViolations();

    await userEvent.click(screen.getByRole('button', { name: /Lease/ }));
    expect(
      screen.getAllByRole('option').map(option => option.textContent),
    ).toEqual([
      '8 hours',
      '1 day',
      '2 days (default)',
      '3 days',
      '5 days',
      '7 days (maximum)',
    ]);
    await userEvent.click(screen.getByRole('option', { name: '5 days' }));
    expect(onChange).toHaveBeenCalledWith('P5D');
  });
});

describe('validateLease', () => {
  const errorsOf = async (lease: string) => {
    const validation = createFieldValidation();
    await validateLease(lease, validation, {
      apiHolder: TestApiRegistry.from([
        translationApiRef,
        mockApis.translation(),
      ]),
      formData: {},
      schema: {},
      uiSchema: { 'ui:options': options },
    });
    return validation.__errors;
  };

  it('refuses what no choice offers', async () => {
    expect(await errorsOf('P7D')).toEqual([]);
    expect(await errorsOf('PT168H')).toEqual([]);
    expect(await errorsOf('P8D')).toEqual([
      'The maximum lease of this blueprint is 7 days',
    ]);
    for (const lease of [
      'for ever',
      '',
      '-P1D',
      'PT0M',
      'PT30S',
      'P1Y-364D',
      'P280000Y-102199995D',
    ]) {
      expect(await errorsOf(lease)).toEqual([
        'Choose a lease, such as P2D for two days',
      ]);
    }
  });
});
