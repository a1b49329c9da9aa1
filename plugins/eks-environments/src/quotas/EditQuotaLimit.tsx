import {
  Button,
  ButtonIcon,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  DialogTrigger,
  Flex,
  NumberField,
  Text,
} from '@backstage/ui';
import { RiEditLine } from '@remixicon/react';
import {
  formatEntityName,
  type QuotaUsage,
} from 'backstage-plugin-eks-environments-common';
import { useState } from 'react';
import { ScopeName, WriteError } from '../components';
import { formatQuantity } from '../quotaDimensions';
import { useText } from '../translation';
import { limitEffect } from './limitEffect';
import { useSetQuotaLimit } from './quotaQueries';

const MAXIMUM_LIMIT = 1_000_000; // the API's maximum

/** Edits a limit in place, and previews the effect of the new one. */
export function EditQuotaLimit(props: { usage: QuotaUsage }) {
  const t = useText();
  const { usage } = props;
  const [isOpen, setOpen] = useState(false);
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <ButtonIcon
        variant="tertiary"
        icon={<RiEditLine />}
        aria-label={t('quotas.change', {
          title: usage.title.toLowerCase(),
          scope: formatEntityName(usage.scope),
        })}
      />
      <Dialog>
        <QuotaLimitForm usage={usage} onDone={() => setOpen(false)} />
      </Dialog>
    </DialogTrigger>
  );
}

function QuotaLimitForm(props: { usage: QuotaUsage; onDone(): void }) {
  const t = useText();
  const { usage, onDone } = props;
  const { scope, dimension, title, unit, source } = usage;
  const [limit, setLimit] = useState(usage.limit ?? NaN);
  const { mutate, isPending, error } = useSetQuotaLimit();
  const isMoney = unit.kind === 'dollarsPerHour';
  const isNumber = Number.isFinite(limit);
  const set = (newLimit?: number) =>
    mutate({ scope, dimension, limit: newLimit }, { onSuccess: onDone });

  return (
    <>
      <DialogHeader>
        {t('quotas.dialogTitle', {
          title,
          scope: <ScopeName scope={scope} />,
        })}
      </DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="3">
          <NumberField
            label={t('quotas.limit')}
            description={t(isMoney ? 'quotas.nowMoney' : 'quotas.nowWhole', {
              source,
              maximum: formatQuantity(unit, MAXIMUM_LIMIT, t),
            })}
            minValue={0}
            maxValue={MAXIMUM_LIMIT}
            step={isMoney ? 0.01 : 1}
            formatOptions={{ maximumFractionDigits: isMoney ? 2 : 0 }}
            value={limit}
            onChange={setLimit}
          />
          <Text as="p" aria-live="polite">
            {isNumber
              ? limitEffect(usage, limit, t).message
              : t('quotas.enter')}
          </Text>
          <WriteError what={t('quotas.toChange')} error={error} />
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button
          variant="primary"
          isDisabled={!isNumber || limit === usage.limit}
          isPending={isPending}
          onPress={() => set(limit)}
        >
          {t('quotas.set')}
        </Button>
        <Button
          variant="secondary"
          isDisabled={isPending}
          onPress={() => set(undefined)}
        >
          {t('quotas.useDefault')}
        </Button>
        <Button variant="tertiary" isDisabled={isPending} onPress={onDone}>
          {t('common.cancel')}
        </Button>
      </DialogFooter>
    </>
  );
}
