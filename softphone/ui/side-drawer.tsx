import { Drawer, type DrawerProps } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface SideDrawerProps extends Pick<DrawerProps, 'classNames'> {
  readonly title: ReactNode;
  /** Pixels. */
  readonly width: number;
  readonly close: () => void;
  readonly testId: string;
  readonly children: ReactNode;
}

/** At the right edge, and not modal: the phone and the page beside it stay usable. */
export function SideDrawer({ title, width, close, testId, children, ...rest }: SideDrawerProps) {
  const { t } = useTranslation();
  return (
    <Drawer
      opened
      withOverlay={false}
      trapFocus={false}
      lockScroll={false}
      shadow="xl"
      onClose={close}
      position="right"
      size={width}
      title={title}
      closeButtonProps={{ 'aria-label': t('app.close') }}
      data-testid={testId}
      {...rest}
    >
      {children}
    </Drawer>
  );
}
