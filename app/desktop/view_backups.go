package desktop

// BackupsView are the copies of this profile's database.
type BackupsView struct {
	Folder   string      `json:"folder"`
	Items    []BackupRow `json:"items"` // newest first
	NextAt   string      `json:"nextAt"`
	Schedule string      `json:"schedule"` // in words
	Problem  string      `json:"problem"`  // why the last one could not be made; empty when it could
	// Frozen tells why payments wait after a restore; empty when they don't.
	Frozen string `json:"frozen"`
	// Confirmation is what a person types to let payments go on without a
	// relay; empty when the relay's log does that.
	Confirmation string `json:"confirmation"`
	// Damage tells what was found wrong with the database, or with the one
	// that was set aside for it; empty when nothing was.
	Damage   string `json:"damage"`
	SetAside string `json:"setAside"` // file of the database that was set aside; empty while a damaged one is in use
	// Openers are the keys that open these backups: this computer's alone, or
	// the printed recovery key as well.
	WithRecovery bool `json:"withRecovery"`
}

// BackupRow is a backup.
type BackupRow struct {
	ID      string `json:"id"`
	At      string `json:"at"`
	Reason  string `json:"reason"` // "schedule", "asked", "migration", "update" or "restore"
	Bytes   int    `json:"bytes"`
	Entry   int    `json:"entry"`   // place in the log up to which it holds everything
	Head    string `json:"head"`    // hash of its last transfer
	Version string `json:"version"` // of the program that made it
	Path    string `json:"path"`
}

// BackupCheck is a backup opened and proven.
type BackupCheck struct {
	OK     bool   `json:"ok"`
	Detail string `json:"detail"`
}
