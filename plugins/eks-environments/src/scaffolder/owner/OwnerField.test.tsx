import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { renderWithApi } from '../../__testUtils__/renderWithApi';
import { OwnerField } from './OwnerField';
import type { OwnerFieldProps } from './ownerFieldSchema';

function renderField(items: string[], formData?: string) {
  const onChange = jest.fn();
  const props = {
    schema: { title: 'Owner' },
    uiSchema: {},
    formData,
    onChange,
  } as unknown as OwnerFieldProps;
  const listOwners = jest.fn(async () => ({ items }));
  const { container } = renderWithApi(<OwnerField {...props} />, {
    api: { listOwners },
  });
  return { onChange, container, listOwners };
}

describe('OwnerField', () => {
  it('begins with the first group, and offers all of them and the person', async () => {
    const { onChange, container } = renderField([
      'group:default/team-shop',
      'group:default/department',
      'user:default/dana',
    ]);
    await waitFor(() =>
      expect(onChange).toHaveBeenCalledWith('group:default/team-shop'),
    );
    expect(await axe(container)).toHaveNoViolations();
    await userEvent.click(screen.getByRole('button', { name: /Owner/ }));
    expect(
      screen.getAllByRole('option').map(({ textContent }) => textContent),
    ).toEqual(['team-shop', 'department', 'dana (you)']);
    await userEvent.click(screen.getByRole('option', { name: 'dana (you)' }));
    expect(onChange).toHaveBeenLastCalledWith('user:default/dana');
  });

  it('says why there is no group to choose', async () => {
    const { onChange } = renderField(['user:default/dana']);
    expect(
      await screen.findByText(/You are in no group of the catalog/),
    ).toBeInTheDocument();
    expect(onChange).toHaveBeenCalledWith('user:default/dana');
  });

  it('keeps what the form holds already', async () => {
    const { onChange, listOwners } = renderField(
      ['group:default/team-shop', 'user:default/dana'],
      'user:default/dana',
    );
    await waitFor(() => expect(listOwners).toHaveBeenCalled());
    expect(await screen.findAllByText('dana (you)')).not.toEqual([]);
    expect(onChange).not.toHaveBeenCalled();
  });
});
