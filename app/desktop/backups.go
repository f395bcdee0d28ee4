package desktop

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"linkledger/internal/affiliate"
	"linkledger/internal/backup"
	"linkledger/internal/relayapi"
)

// Backups keeps copies of the profile's database, and brings one back.
type Backups struct{ app *App }

// List shows the backups and when the next one is made.
func (b *Backups) List() (BackupsView, error) {
	return do(b.app, func(s *session) (BackupsView, error) { return s.backupsView(context.Background()) })
}

func (s *session) backupsView(ctx context.Context) (BackupsView, error) {
	folder := s.backups()
	v := BackupsView{Folder: folder.Path, Items: []BackupRow{}, Schedule: backup.Schedule, Damage: s.damaged()}
	list, err := folder.List()
	if err != nil {
		return v, err
	}
	for _, item := range list {
		v.Items = append(v.Items, viewBackup(item))
	}
	due, err := s.backupDue(ctx)
	if err != nil {
		return v, err
	}
	v.NextAt = viewTime(due)
	if v.Frozen, err = s.frozenWords(ctx); err != nil {
		return v, err
	}
	if asks, err := s.onWord(ctx); err != nil {
		return v, err
	} else if v.Frozen != "" && asks {
		v.Confirmation = unfreezePhrase
	}
	if _, v.WithRecovery, err = s.openers(ctx, s.store); err != nil {
		return v, err
	}
	if v.Problem, err = s.store.Noted(ctx, noteNoBackups); err != nil {
		return v, err
	}
	if v.Damage != "" {
		return v, nil // what was set aside before is another story
	}
	if v.SetAside, err = s.setAside(ctx); err != nil || v.SetAside == "" {
		return v, err
	}
	v.Damage, err = s.store.Noted(ctx, noteDamage)
	return v, err
}

func viewBackup(b backup.Backup) BackupRow {
	return BackupRow{ID: b.ID, At: viewTime(b.MadeAt), Reason: string(b.Reason), Bytes: int(b.Bytes), Entry: int(b.Seq),
		Head: b.Head, Version: b.Version, Path: b.Path}
}

// Now makes a backup.
func (b *Backups) Now() (BackupsView, error) {
	return do(b.app, func(s *session) (BackupsView, error) {
		ctx := context.Background()
		if _, err := s.backUp(ctx, backup.Asked); err != nil {
			return BackupsView{}, ofBackup(err)
		}
		return s.backupsView(ctx)
	})
}

// Check opens a backup and proves it.
func (b *Backups) Check(id string) (BackupCheck, error) {
	return do(b.app, func(s *session) (BackupCheck, error) {
		item, err := s.findBackup(id)
		if err != nil {
			return BackupCheck{}, err
		}
		unseal, err := s.unseal()
		if err != nil {
			return BackupCheck{}, err
		}
		s.copying.Lock()
		defer s.copying.Unlock()
		m, err := s.backups().Check(context.Background(), item, unseal)
		if err != nil {
			return BackupCheck{Detail: wordsOf(ofBackup(err))}, nil
		}
		return BackupCheck{OK: true, Detail: fmt.Sprintf("It opens, nothing in it has changed, and its books replay. It holds the log up to entry %d.", m.Seq)}, nil
	})
}

func (s *session) findBackup(id string) (backup.Backup, error) {
	item, err := s.backups().Find(id)
	if errors.Is(err, fs.ErrNotExist) {
		err = affiliate.Errorf(affiliate.NotFound, "This backup is not here any more.").WithHint("Look at the list again.")
	}
	return item, err
}

// ofBackup says what a person can do about a backup that can't be used.
func ofBackup(err error) error {
	say := func(code, message, hint string) error {
		return &affiliate.Error{Code: code, Message: message, Hint: hint, Cause: err}
	}
	switch {
	case err == nil:
		return nil
	case errors.Is(err, backup.ErrForeign):
		return say(affiliate.Invalid, "This file is not a backup of Linkledger.", "Choose a file whose name ends in .backup.")
	case errors.Is(err, backup.ErrNewer):
		return say(affiliate.Conflict, "A newer Linkledger made this backup.", "Update the program, then restore it.")
	case errors.Is(err, backup.ErrDamaged):
		return say(affiliate.Invalid, "This backup is damaged, so it was not used.", "Take an older one. Nothing was changed.")
	case errors.Is(err, relayapi.ErrRecipient):
		return say(affiliate.Invalid, "No key of this computer opens this backup.", "Enter the printed recovery key that was in force when it was made.")
	case errors.Is(err, relayapi.ErrSeal):
		return say(affiliate.Invalid, "This backup is damaged, so it was not used.", "Take an older one. Nothing was changed.")
	}
	return err
}

// wordsOf is what a person reads of an error.
func wordsOf(err error) string {
	var f failure
	if errors.As(fail(err), &f) && f.Message != "" {
		if f.Code == affiliate.Internal {
			return sentence(f.Details)
		}
		return f.Message + " " + f.Hint
	}
	return sentence(err.Error())
}
