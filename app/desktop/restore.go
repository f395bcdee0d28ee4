package desktop

import (
	"cmp"
	"context"
	"errors"
	"os"
	"path/filepath"

	"linkledger/internal/affiliate"
	"linkledger/internal/backup"
	"linkledger/internal/ingest"
	"linkledger/internal/relayapi"
	"linkledger/internal/sqlitex"
	"linkledger/internal/store"
)

// Restore puts a backup in the place of the database, which is backed up first.
// Payments wait until the log's claims are folded.
func (b *Backups) Restore(id string) (WorkspaceView, error) {
	return b.restore(func(s *session) (backup.Backup, error) { return s.findBackup(id) })
}

// RestoreFile does so with a file that a person chooses, and the printed
// recovery key that opens it; with an empty key this computer's own does.
func (b *Backups) RestoreFile(recoveryKey string) (WorkspaceView, error) {
	var typed []relayapi.Identity
	if clean(recoveryKey) != "" {
		key, err := relayapi.ParseIdentity(recoveryKey)
		if err != nil {
			return WorkspaceView{}, fail(field("recoveryKey", sentence(err.Error())))
		}
		typed = append(typed, key)
	}
	if b.app.options.OpenFile == nil {
		return WorkspaceView{}, fail(affiliate.Errorf(affiliate.Unavailable, "No file can be chosen here."))
	}
	path, err := b.app.options.OpenFile()
	if err != nil || path == "" { // a person's no
		view, stateErr := b.app.Workspace.State()
		return view, errors.Join(err, stateErr)
	}
	return b.restore(func(*session) (backup.Backup, error) { return backup.Read(path) }, typed...)
}

func (b *Backups) restore(choose func(*session) (backup.Backup, error), typed ...relayapi.Identity) (WorkspaceView, error) {
	return do(b.app, func(*session) (WorkspaceView, error) {
		if err := b.app.restore(context.Background(), choose, typed...); err != nil {
			return WorkspaceView{}, ofBackup(err)
		}
		return b.app.Workspace.State()
	})
}

// restore proves a backup, keeps the database as it is, and then puts the one
// in the place of the other in one step. An error leaves everything as it was.
func (a *App) restore(ctx context.Context, choose func(*session) (backup.Backup, error), typed ...relayapi.Identity) (err error) {
	a.switching.Lock()
	defer a.switching.Unlock()
	s, err := a.session()
	if err != nil {
		return err
	}
	item, err := choose(s)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, forget(s.scratchDatabase())) }()
	workspace, err := s.dataOf(ctx, s.store)
	if err != nil {
		return err
	}
	stamp, err := s.store.Stamp(ctx)
	if err != nil {
		return err
	}
	m, err := s.unpack(ctx, item, typed...)
	if err == nil {
		err = s.fits(m, workspace, stamp == emptyStamp)
	}
	if err != nil {
		return err
	}
	damaged := s.damaged() != ""
	if !damaged {
		_, err = s.backUp(ctx, backup.BeforeRestore)
		if damaged = errors.Is(err, sqlitex.ErrCorrupt); err != nil && !damaged {
			return err
		}
	}
	a.reopen(ctx, s.profile, func() error {
		err = s.install(ctx, m, workspace, damaged)
		return nil // what was there opens again
	})
	if err != nil {
		return err
	}
	_, err = a.session()
	return err
}

// unpack makes a backup the profile's database to be.
func (s *session) unpack(ctx context.Context, item backup.Backup, typed ...relayapi.Identity) (backup.Manifest, error) {
	unseal, err := s.unseal(typed...)
	if err == nil {
		err = forget(s.scratchDatabase())
	}
	if err != nil {
		return backup.Manifest{}, err
	}
	return s.backups().Open(ctx, item, unseal, s.scratchDatabase())
}

// fits refuses the backup of another workspace than the profile's data are of:
// its log would not be this relay's. An empty profile on a new computer takes
// over what another one had.
func (s *session) fits(m backup.Manifest, workspace string, empty bool) error {
	switch {
	case workspace != "" && m.Workspace == workspace,
		m.Profile == s.profile.ID && (m.Workspace == "" || workspace == ""),
		empty && workspace == "" && m.Workspace != "" && m.Profile != practiceID:
		return nil
	}
	return affiliate.Errorf(affiliate.Conflict, "This backup belongs to another profile or workspace.").
		WithHint("Open the profile that it was made of. On a new computer, make a new profile and restore it there before anything else.")
}

const emptyStamp = "/0/0/0/0"

// install puts the unpacked backup in the place of the database, with what only
// this device has: edits that wait, and link numbers.
func (s *session) install(ctx context.Context, m backup.Manifest, workspace string, damaged bool) error {
	lock, err := lockProfile(s.dir) // another window may be at work in it
	if err != nil {
		return err
	}
	defer func() { _ = lock.Unlock() }()
	from := s.database()
	if workspace == "" && m.Profile != s.profile.ID {
		from = "" // a new computer: what waited on the other one is worth more than nothing
	}
	next := toBe{frozen: s.frozenText("Restored from a backup of", m.MadeAt), workspace: cmp.Or(workspace, m.Workspace)}
	if damaged {
		what := "The database was damaged, and the backup of " + s.moment(m.MadeAt) + " was put in its place."
		return s.replaceDamaged(what, func(aside string) (string, error) {
			return what, s.ready(ctx, next, aside, true)
		})
	}
	if err := s.ready(ctx, next, from, false); err != nil {
		return err
	}
	if err := settled(ctx, s.database()); err != nil {
		return err
	}
	return s.swap()
}

// toBe is what is noted of a database that takes the place of another.
type toBe struct {
	frozen    string // why payments wait
	workspace string // which its data are of; empty when nobody knows of any
}

// ready brings the database to be up to date: its schema, what only this device
// has in the file that it replaces, if any, and that payments wait. What a
// damaged file has is taken as far as it can be read.
func (s *session) ready(ctx context.Context, is toBe, from string, damaged bool) (err error) {
	next, err := store.Open(ctx, s.scratchDatabase())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, next.Close()) }()
	kept := false
	if from != "" {
		err := next.CarryOver(ctx, from)
		if kept = err == nil; !kept && (!damaged || sqlitex.IsFull(err)) {
			return err
		}
		if !kept {
			s.app.log.Warn("edits that waited could not all be read", "error", err)
		}
	} else if err := next.DropClaims(ctx); err != nil {
		return err
	}
	if !kept {
		if err := next.DropNumbers(ctx); err != nil {
			return err
		}
	}
	notes := []string{ingest.NoteFrozen, is.frozen, ingest.NoteGap, "", noteOpenedBy, s.app.options.Version, noteBackedUp, "", noteNoBackups, ""}
	if is.workspace != "" {
		notes = append(notes, ingest.NoteWorkspace, is.workspace)
	}
	for i := 0; i < len(notes); i += 2 {
		if err := next.Note(ctx, notes[i], notes[i+1]); err != nil {
			return err
		}
	}
	return nil
}

// settled makes sure that nothing of a database waits beside its file: a WAL
// that is left would be played into the file that takes its place.
func settled(ctx context.Context, path string) error {
	wal := path + "-wal"
	if info, err := os.Stat(wal); err == nil && info.Size() > 0 {
		db, err := sqlitex.Open(ctx, path, sqlitex.Options{})
		if err == nil {
			err = db.Close()
		}
		if err != nil {
			return err
		}
	}
	if info, err := os.Stat(wal); err == nil && info.Size() > 0 {
		return affiliate.Errorf(affiliate.Unavailable, "The database is still in use.").WithHint("Close other windows of Linkledger, and try again.")
	}
	for _, tail := range []string{"-wal", "-shm"} {
		if err := os.Remove(path + tail); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return nil
}

// swap is the one step: a crash leaves the old database or the new.
func (s *session) swap() error {
	if err := os.Rename(s.scratchDatabase(), s.database()); err != nil {
		return err
	}
	if dir, err := os.Open(s.dir); err == nil {
		_ = dir.Sync() // Windows can't; the rename itself is safe
		_ = dir.Close()
	}
	return nil
}

func (s *session) database() string { return filepath.Join(s.dir, databaseFile) }

// scratchDatabase is a database on its way.
func (s *session) scratchDatabase() string { return s.database() + ".restoring" }

// forget deletes the files of a database.
func forget(path string) error {
	var err error
	for _, tail := range []string{"", "-wal", "-shm", "-journal"} {
		if e := os.Remove(path + tail); !errors.Is(e, os.ErrNotExist) {
			err = errors.Join(err, e)
		}
	}
	return err
}
