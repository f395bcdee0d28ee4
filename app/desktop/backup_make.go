package desktop

import (
	"context"
	"errors"
	"io"
	"path/filepath"
	"slices"
	"time"

	"linkledger/internal/backup"
	"linkledger/internal/ingest"
	"linkledger/internal/relayapi"
	"linkledger/internal/sqlitex"
	"linkledger/internal/store"
)

const (
	backupsDir = "backups"
	// backupLook is how often an open profile looks whether a backup is due.
	backupLook = time.Minute
	// verifyEvery is how often an open profile reads all of its database.
	verifyEvery = 24 * time.Hour
	// verifyAgain is how long it waits when the database could not be read.
	verifyAgain = time.Minute
)

// What a device notes of its database.
const (
	noteBackedUp  = "backed_up"  // the store's stamp when a backup was made last
	noteOpenedBy  = "opened_by"  // version of the program that opened it last
	noteDamage    = "damage"     // what was wrong with the database that this one replaced
	noteSetAside  = "set_aside"  // the file of that one
	noteNoBackups = "no_backups" // why the last backup could not be made
)

func (s *session) backups() backup.Folder {
	return backup.Folder{Path: filepath.Join(s.dir, backupsDir), Prove: proveCopy}
}

func proveCopy(ctx context.Context, path string) (backup.Facts, error) {
	facts, err := store.Prove(ctx, path)
	return backup.Facts{Schema: facts.Schema, Epoch: facts.At.Epoch, Seq: facts.At.Seq, Head: facts.Head}, err
}

// keepBackups makes backups while the profile is open.
func (s *session) keepBackups(ctx context.Context) {
	for ctx.Err() == nil {
		s.backUpWhenDue(ctx)
		hold(ctx, backupLook)
	}
}

// backUpWhenDue makes the hourly backup, if anything was folded or edited since
// the last one.
func (s *session) backUpWhenDue(ctx context.Context) {
	due, err := s.backupDue(ctx)
	if err != nil || due.IsZero() || s.app.now().Before(due) || s.damaged() != "" {
		return
	}
	if _, err := s.backUp(ctx, backup.Scheduled); err != nil && ctx.Err() == nil {
		s.app.log.Warn("make a backup", "error", err)
	}
}

// backupDue is when the next one by schedule is made; zero while nothing has
// changed since the last one.
func (s *session) backupDue(ctx context.Context) (time.Time, error) {
	stamp, err := s.store.Stamp(ctx)
	if err != nil {
		return time.Time{}, err
	}
	before, err := s.store.Noted(ctx, noteBackedUp)
	if err != nil || before == stamp {
		return time.Time{}, err
	}
	list, err := s.backups().List()
	if err != nil {
		return time.Time{}, err
	}
	now := s.app.now()
	for _, made := range list {
		if !made.MadeAt.After(now) { // else the clock was ahead then
			return made.MadeAt.Add(backup.Every), nil
		}
	}
	return now, nil
}

// backUp makes a backup now; why it could not be made is kept for the screens.
func (s *session) backUp(ctx context.Context, reason backup.Reason) (backup.Backup, error) {
	s.copying.Lock()
	defer s.copying.Unlock()
	stamp, err := s.store.Stamp(ctx)
	if err != nil {
		return backup.Backup{}, err
	}
	made, err := s.copyOf(ctx, s.store, reason)
	problem := ""
	if err != nil {
		problem = wordsOf(err)
	}
	noted := s.store.Note(ctx, noteNoBackups, problem)
	if err != nil {
		return made, errors.Join(err, noted)
	}
	err = errors.Join(noted, s.store.Note(ctx, noteBackedUp, stamp), s.backups().Prune(s.app.now()))
	s.app.changed()
	return made, err
}

// copyOf makes a backup of a database that is open.
func (s *session) copyOf(ctx context.Context, from *store.Store, reason backup.Reason) (backup.Backup, error) {
	recipients, _, err := s.openers(ctx, from)
	if err != nil {
		return backup.Backup{}, err
	}
	workspace, err := s.dataOf(ctx, from)
	if err != nil {
		return backup.Backup{}, err
	}
	return s.backups().Make(ctx, backup.Source{
		Copy: from.CopyTo,
		Seal: func(to io.Writer) (io.WriteCloser, error) { return relayapi.EncryptStream(to, recipients...) },
	}, backup.Manifest{MadeAt: s.app.now().Truncate(time.Millisecond), Reason: reason, Version: s.app.options.Version, Profile: s.profile.ID, Workspace: workspace})
}

// openers are the public keys whose owners can open a backup: this device's,
// and the recovery key's where there is one.
func (s *session) openers(ctx context.Context, from *store.Store) (recipients []string, recovery bool, err error) {
	own, err := s.identity()
	if err != nil {
		return nil, false, err
	}
	recipients = []string{own.Recipient()}
	for _, name := range []string{secretRecovery, secretNextPrint} {
		key, err := s.recoverySecret(name)
		if err != nil {
			return nil, false, err
		}
		if !key.IsZero() {
			recipients, recovery = append(recipients, key.Recipient()), true
		}
	}
	if s.store != from || s.connection() == nil {
		return recipients, recovery, nil // its log can't be asked yet
	}
	last, _, _, err := s.lastKeyChange(ctx)
	if err == nil && last.Recovery != "" && !slices.Contains(recipients, last.Recovery) {
		recipients, recovery = append(recipients, last.Recovery), true
	}
	return recipients, recovery, err
}

// unseal opens backups with this device's keys, and one that a person typed.
func (s *session) unseal(typed ...relayapi.Identity) (backup.Unseal, error) {
	own, err := s.identity()
	if err != nil {
		return nil, err
	}
	identities := append(typed, own)
	for _, name := range []string{secretRecovery, secretNextPrint} {
		key, err := s.recoverySecret(name)
		if err != nil {
			return nil, err
		}
		if !key.IsZero() {
			identities = append(identities, key)
		}
	}
	return func(from io.Reader) (io.Reader, error) { return relayapi.DecryptStream(from, identities...) }, nil
}

// dataOf is the workspace that a database's data are of; empty when there is
// none yet. A backup that was restored on a new computer tells it before any
// relay is connected.
func (s *session) dataOf(ctx context.Context, db *store.Store) (string, error) {
	if connected, err := s.workspaceID(); err != nil || connected != "" {
		return connected, err
	}
	return db.Noted(ctx, ingest.NoteWorkspace)
}

// workspaceID is the workspace that the profile is connected to; empty when
// there is none yet.
func (s *session) workspaceID() (string, error) {
	text, err := s.secretText(secretConnection)
	if err != nil || text == "" {
		return "", err
	}
	line, err := relayapi.ParseConnection(text)
	return line.WorkspaceID, err
}

// backUpBeforeUpdate keeps the database as the last version of the program
// left it. Without room for that the new one works all the same: it has changed
// nothing of the schema.
func (s *session) backUpBeforeUpdate(ctx context.Context) error {
	now := s.app.options.Version
	before, err := s.store.Noted(ctx, noteOpenedBy)
	if err != nil || before == now {
		return err
	}
	if before != "" {
		if _, err := s.backUp(ctx, backup.BeforeUpdate); errors.Is(err, sqlitex.ErrCorrupt) {
			return err
		} else if err != nil {
			s.app.log.Warn("make a backup before an update", "error", err)
		}
	}
	return s.store.Note(ctx, noteOpenedBy, now)
}
