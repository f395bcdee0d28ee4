package desktop

// Backups keeps copies of the profile's database, and brings one back.
type Backups struct{ app *App }

// List shows the backups and when the next one is made.
func (b *Backups) List() (BackupsView, error) { return BackupsView{}, errNotBuilt }

// Now makes a backup.
func (b *Backups) Now() (BackupsView, error) { return BackupsView{}, errNotBuilt }

// Check opens a backup and proves it.
func (b *Backups) Check(id string) (BackupCheck, error) { return BackupCheck{}, errNotBuilt }

// Restore puts a backup in the place of the database, which is backed up first.
// Payments wait until the log's claims are folded.
func (b *Backups) Restore(id string) (WorkspaceView, error) { return WorkspaceView{}, errNotBuilt }

// RestoreFile does so with a file that a person chooses, and the printed
// recovery key that opens it; with an empty key this computer's own does.
func (b *Backups) RestoreFile(recoveryKey string) (WorkspaceView, error) {
	return WorkspaceView{}, errNotBuilt
}

// Rebuild sets a damaged database aside and makes it again from the newest good
// backup and the log.
func (b *Backups) Rebuild() (WorkspaceView, error) { return WorkspaceView{}, errNotBuilt }

// Unfreeze lets payments go on after a restore without a relay: the person
// typed that nothing was paid since the backup.
func (b *Backups) Unfreeze(confirmation string) (BackupsView, error) {
	return BackupsView{}, errNotBuilt
}
