import { DoctorTable } from './doctor-table.tsx';
import { NativeLibraries } from './native-libraries.tsx';
import { Profiles } from './profiles.tsx';
import { OwnFolders } from './own-folders.tsx';
import { SettingsForm } from './settings-form.tsx';
import { WorkspaceFacts } from './workspace-facts.tsx';
import { KeyTable } from '../../ui/key-sheet.tsx';
import classes from './settings.module.css';

export default function SettingsPage() {
  return (
    <div className={classes.page}>
      <h1 className="visually-hidden">Settings</h1>
      <div className={classes.columns}>
        <div>
          <section aria-labelledby="settings-form">
            <h2 id="settings-form">Settings</h2>
            <SettingsForm />
          </section>
          <section aria-labelledby="settings-own">
            <h2 id="settings-own">Your own recipes, data and metrics</h2>
            <OwnFolders />
          </section>
          <section aria-labelledby="settings-workspace">
            <h2 id="settings-workspace">Workspace</h2>
            <WorkspaceFacts />
          </section>
        </div>
        <div>
          <DoctorTable />
          <NativeLibraries />
          <Profiles />
          <section aria-labelledby="settings-keys">
            <h2 id="settings-keys">Keys</h2>
            <KeyTable />
          </section>
        </div>
      </div>
    </div>
  );
}
