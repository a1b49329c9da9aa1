import { Button, Flex, Text } from '@backstage/ui';
import type {
  AvailableAction,
  EnvironmentRequest,
} from 'backstage-plugin-eks-environments-common';
import { useState } from 'react';
import { WriteDialog } from '../components';
import { useText } from '../translation';
import { useCancelRequest } from './requestActions';

/** Withdraws a request that is not decided yet. */
export function WithdrawRequest(props: {
  request: EnvironmentRequest;
  action: AvailableAction;
}) {
  const t = useText();
  const { request, action } = props;
  const [isOpen, setOpen] = useState(false);
  return (
    <Flex align="center" gap="3">
      <Button
        variant="secondary"
        isDisabled={!action.possible}
        onPress={() => setOpen(true)}
      >
        {t('approvals.withdraw')}
      </Button>
      {!action.possible && action.reason && (
        <Text color="secondary">{action.reason.message}</Text>
      )}
      {isOpen && (
        <WithdrawDialog request={request} onClose={() => setOpen(false)} />
      )}
    </Flex>
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
