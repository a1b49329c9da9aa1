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
import { limitEffect } from './limitEffect';
import { useSetQuotaLimit } from './quotaQueries';

/** Changes a limit in place, and shows what the new one would mean before it is set. */
export function EditQuotaLimit(props: { usage: QuotaUsage }) {
  const { usage } = props;
  const [isOpen, setOpen] = useState(false);
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <ButtonIcon
        variant="tertiary"
        icon={<RiEditLine />}
        aria-label={`Change the limit of ${usage.title.toLowerCase()} for ${formatEntityName(
          usage.scope,
        )}`}
      />
      <Dialog>
        <QuotaLimitForm usage={usage} onDone={() => setOpen(false)} />
      </Dialog>
    </DialogTrigger>
  );
}

function QuotaLimitForm(props: { usage: QuotaUsage; onDone(): void }) {
  const { usage, onDone } = props;
  const { scope, dimension, title, unit, source } = usage;
  const [limit, setLimit] = useState(usage.limit ?? NaN);
  const { mutate, isPending, error } = useSetQuotaLimit();
  const isNumber = Number.isFinite(limit);
  const set = (newLimit?: number) =>
    mutate({ scope, dimension, limit: newLimit }, { onSuccess: onDone });

  return (
    <>
      <DialogHeader>
        {title} for <ScopeName scope={scope} />
      </DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="3">
          <NumberField
            label="Limit"
            description={`Now ${source}.`}
            minValue={0}
            step={unit.kind === 'dollarsPerHour' ? 0.01 : 1}
            value={limit}
            onChange={setLimit}
          />
          <Text as="p" aria-live="polite">
            {isNumber
              ? limitEffect(usage, limit).message
              : 'Enter the new limit.'}
          </Text>
          <WriteError what="change the limit" error={error} />
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button
          variant="primary"
          isDisabled={!isNumber || limit === usage.limit}
          isPending={isPending}
          onPress={() => set(limit)}
        >
          Set limit
        </Button>
        <Button
          variant="secondary"
          isDisabled={isPending}
          onPress={() => set(undefined)}
        >
          Use the configured default
        </Button>
      </DialogFooter>
    </>
  );
}
