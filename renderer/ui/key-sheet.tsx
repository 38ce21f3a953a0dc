import { Modal } from '@mantine/core';
import { keySheet } from '../keys.ts';
import { strings } from '../strings.ts';
import classes from './frame.module.css';

export function KeySheet({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <Modal opened={isOpen} onClose={onClose} title={strings.keys.title} size={680} closeButtonProps={{ 'aria-label': strings.keys.close }}>
      <KeyTable />
    </Modal>
  );
}

export function KeyTable() {
  return (
    <div className={classes.sheet}>
      {keySheet.map(({ where, keys }) => (
        <section key={where}>
          <h3>{where}</h3>
          <dl>
            {keys.map(({ keys: chord, does }) => (
              <div key={does}>
                <dt>{does}</dt>
                <dd>
                  {chord.map((key) => (
                    <kbd key={key} style={{ marginLeft: 4 }}>
                      {key}
                    </kbd>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}
