import { ButtonIcon, Menu, MenuItem, MenuTrigger, Text } from '@backstage/ui';
import { RiCloseLine, RiMoreLine } from '@remixicon/react';
import type { EnvironmentRequest } from 'backstage-plugin-eks-environments-common';
import { useState } from 'react';
import { WriteDialog } from '../components';
import { useText } from '../translation';
import { requestAction, useCancelRequest } from './requestActions';
import styles from './RequestDetail.module.css';

/** The rarely used actions on a request, behind three dots; not rendered if the user has none. */
export function RequestMenu(props: { request: EnvironmentRequest }) {
  const t = useText();
  const { request } = props;
  const [isWithdrawing, setWithdrawing] = useState(false);
  const cancel = requestAction(request, 'cancel');
  if (!cancel) {
    return undefined;
  }
  const label = t('actions.menu', { name: request.name });
  const reason = cancel.possible ? undefined : cancel.reason?.message;
  return (
    <>
      <MenuTrigger>
        <ButtonIcon
          variant="tertiary"
          icon={<RiMoreLine />}
          aria-label={label}
        />
        <Menu
          aria-label={label}
          placement="bottom right"
          onAction={() => setWithdrawing(true)}
        >
          <MenuItem
            id="withdraw"
            textValue={t('approvals.withdraw')}
            iconStart={<RiCloseLine />}
            isDisabled={!cancel.possible}
          >
            {reason ? (
              <span className={styles.impossible}>
                {t('approvals.withdraw')}
                <span>{reason}</span>
              </span>
            ) : (
              t('approvals.withdraw')
            )}
          </MenuItem>
        </Menu>
      </MenuTrigger>
      {isWithdrawing && (
        <WithdrawDialog
          request={request}
          onClose={() => setWithdrawing(false)}
        />
      )}
    </>
  );
}

function WithdrawDialog(props: {
  request: EnvironmentRequest;
  onClose(): void;
}) {
  const t = useText();
  const { request, onClose } = props;
  const cancellation = useCancelRequest(request);
  return (
    <WriteDialog
      title={t('approvals.withdrawTitle', { name: request.name })}
      verb={t('approvals.withdraw')}
      what={t('approvals.toWithdraw')}
      destructive
      state={cancellation}
      closeLabel={t('common.keepIt')}
      onSubmit={() => cancellation.mutate(undefined, { onSuccess: onClose })}
      onClose={onClose}
    >
      <Text as="p">{t('approvals.withdrawMeaning')}</Text>
    </WriteDialog>
  );
}
