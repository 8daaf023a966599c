import { Button } from '@mantine/core';
import { IconParking } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CallView } from '../../desk/call-view';
import { useSoftphone } from '../softphone-context';
import { useCommand } from '../use-command';

/** Lets go of the caller, for whoever picks him up. */
export function ParkButton({ view }: { view: CallView }) {
  const { t } = useTranslation();
  const { actions } = useSoftphone();
  const park = useCommand(actions.park);
  return (
    <Button
      className="tile"
      variant="default"
      disabled={(view.name !== 'talking' && view.name !== 'held') || view.call?.direction === 'internal'}
      loading={park.pending}
      onClick={() => void park.run()}
      title="Alt + G"
      data-testid="park"
    >
      <IconParking size={22} />
      {t('parking.park')}
    </Button>
  );
}
