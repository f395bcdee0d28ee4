package desktop

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"syscall"

	"linkledger/internal/affiliate"
	"linkledger/internal/atomicfile"
	"linkledger/internal/backup"
	"linkledger/internal/sqlitex"
	"linkledger/internal/store"
)

// damageFile says that a damaged database is being replaced, until that is done.
const damageFile = "damaged.json"

type damageNote struct {
	At  string `json:"at"` // names the files that are set aside
	Why string `json:"why"`
}

// openStore opens the database. One that is damaged is set aside and made again
// from the best that there is.
func (s *session) openStore(ctx context.Context) error {
	if err := forget(s.scratchDatabase()); err != nil { // what a crash left
		return err
	}
	why, err := s.needsRebuild()
	if err != nil {
		return err
	}
	if why == "" {
		s.store, err = store.OpenAfter(ctx, s.database(), func(before *store.Store) error {
			_, err := s.copyOf(ctx, before, backup.BeforeMigration)
			return err
		})
		if !errors.Is(err, sqlitex.ErrCorrupt) {
			return err
		}
		why = sentence(err.Error())
	}
	if err := s.rebuild(ctx, why); err != nil {
		return err
	}
	s.store, err = store.Open(ctx, s.database())
	return err
}

// replaceUnreadable does the same with a database that opened and can't be read.
func (s *session) replaceUnreadable(ctx context.Context, cause error) error {
	var err error
	if s.world != nil {
		err = s.world.Close()
		s.world = nil
	}
	if err = errors.Join(err, s.store.Close()); err != nil {
		return err
	}
	if err := s.rebuild(ctx, sentence(cause.Error())); err != nil {
		return err
	}
	s.store, err = store.Open(ctx, s.database())
	return err
}

// needsRebuild tells why the database must be made again before it can be
// opened; empty when it need not.
func (s *session) needsRebuild() (string, error) {
	raw, err := os.ReadFile(filepath.Join(s.dir, damageFile))
	if err == nil {
		var note damageNote
		if err := json.Unmarshal(raw, &note); err != nil {
			return "The database was damaged.", nil
		}
		return note.Why, nil
	}
	if !errors.Is(err, os.ErrNotExist) {
		return "", err
	}
	info, err := os.Stat(s.database())
	if err == nil && info.Size() > 0 || err != nil && !errors.Is(err, os.ErrNotExist) {
		return "", err
	}
	wal, err := os.Stat(s.database() + "-wal") // the pages of a young database may stand there alone
	if err == nil && wal.Size() > 0 && info != nil {
		return "", nil
	}
	list, err := s.backups().List()
	if err != nil || len(list) == 0 {
		return "", err // a new profile
	}
	return "The file of the database was empty or gone.", nil
}

// rebuild replaces a damaged database by one that is made of its own log, when
// that is sound; else of the newest backup that proves; else of nothing. The
// relay's log brings what is missing.
func (s *session) rebuild(ctx context.Context, why string) error {
	return s.replaceDamaged(why, func(aside string) (string, error) {
		how, err := s.madeAgain(ctx, aside)
		return why + " " + how, err
	})
}

// replaceDamaged moves the database's files aside, which are never written
// again, and puts what make leaves as the scratch database in their place. It
// goes on at the next start where a crash stopped it.
func (s *session) replaceDamaged(why string, make func(aside string) (what string, err error)) error {
	marker := filepath.Join(s.dir, damageFile)
	note := damageNote{At: s.app.now().UTC().Format("20060102-150405.000"), Why: why}
	if raw, err := os.ReadFile(marker); err == nil {
		var before damageNote
		if json.Unmarshal(raw, &before) == nil && before.At != "" {
			note = before
		}
	}
	raw, err := json.Marshal(note)
	if err == nil {
		err = atomicfile.Replace(marker, raw)
	}
	if err != nil {
		return err
	}
	aside := filepath.Join(s.dir, "linkledger-damaged-"+note.At+".db")
	if err := moveAside(s.database(), aside); err != nil {
		return err
	}
	what, err := make(aside)
	if err != nil {
		return err
	}
	if err := s.noteDamage(what, aside); err != nil {
		return err
	}
	if err := s.swap(); err != nil {
		return err
	}
	return os.Remove(marker)
}

// moveAside moves the database's file last: as long as it is there, what
// belongs to it is moved again after a crash.
func moveAside(path, aside string) error {
	if _, err := os.Lstat(aside); err == nil {
		return nil // done before a crash
	}
	for _, tail := range []string{"-wal", "-shm", ""} {
		if err := os.Rename(path+tail, aside+tail); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return nil
}

func (s *session) noteDamage(what, aside string) error {
	ctx := context.Background()
	next, err := store.Open(ctx, s.scratchDatabase())
	if err != nil {
		return err
	}
	if _, missing := os.Stat(aside); missing != nil {
		aside = s.backups().Path // there was no file to set aside
	}
	return errors.Join(next.Note(ctx, noteDamage, what), next.Note(ctx, noteSetAside, aside), next.Close())
}

// madeAgain leaves the best database that there is, ready for use, as the
// scratch one, and tells how it was made. What can't be used after all, such as
// one that can't be brought up to date, makes room for the next best.
func (s *session) madeAgain(ctx context.Context, aside string) (how string, err error) {
	workspace, err := s.workspaceID()
	if err != nil {
		return "", err
	}
	next := toBe{frozen: s.frozenText("Made again from its own log on", s.app.now()), workspace: workspace}
	if err = s.fromLog(ctx, aside); err == nil {
		err = s.ready(ctx, next, aside, true)
	}
	if err == nil || hopeless(ctx, err) {
		return "Its log was whole, and everything is made of it again.", err
	}
	s.app.log.Warn("the damaged database's log can't be used", "error", err)
	list, err := s.backups().List()
	if err != nil {
		return "", err
	}
	for _, item := range candidates(list, func(m backup.Manifest) bool { return s.fits(m, workspace, false) == nil }) {
		m, err := s.unpack(ctx, item)
		if err == nil {
			next := toBe{frozen: s.frozenText("Restored from a backup of", m.MadeAt), workspace: cmp.Or(workspace, m.Workspace)}
			err = s.ready(ctx, next, aside, true)
		}
		if err == nil || hopeless(ctx, err) {
			return "It was made again from the backup of " + s.moment(m.MadeAt) + ", and the relay's log brings what came since.", err
		}
		s.app.log.Warn("a backup can't be used", "backup", item.ID, "error", err)
	}
	if err := forget(s.scratchDatabase()); err != nil {
		return "", err
	}
	next.frozen = s.frozenText("Made anew on", s.app.now())
	return "No backup could be used, so the relay's log is read anew from its start.", s.ready(ctx, next, aside, true)
}

// hopeless reports whether a next try would fail for the same reason.
func hopeless(ctx context.Context, err error) bool {
	return errors.Is(err, syscall.ENOSPC) || sqlitex.IsFull(err) || ctx.Err() != nil
}

// candidates are the backups of a list, newest first, that fit, in the order to
// try them: of an epoch those that hold most of it come first, whatever the
// clock said when they were made.
func candidates(list []backup.Backup, fits func(backup.Manifest) bool) (fit []backup.Backup) {
	rank := map[string]int{}
	for _, item := range list {
		if !fits(item.Manifest) {
			continue
		}
		if _, seen := rank[item.Epoch]; !seen {
			rank[item.Epoch] = len(rank)
		}
		fit = append(fit, item)
	}
	slices.SortStableFunc(fit, func(a, b backup.Backup) int {
		return cmp.Or(rank[a.Epoch]-rank[b.Epoch], cmp.Compare(b.Seq, a.Seq))
	})
	return fit
}

// fromLog makes a database of a damaged one's own log.
func (s *session) fromLog(ctx context.Context, aside string) (err error) {
	if err := forget(s.scratchDatabase()); err != nil {
		return err
	}
	if _, err := os.Stat(aside); err != nil {
		return errors.Join(sqlitex.ErrCorrupt, err)
	}
	next, err := store.Open(ctx, s.scratchDatabase())
	if err != nil {
		return err
	}
	return errors.Join(next.TakeLog(ctx, aside), next.Close())
}

// setAside is the file of a damaged database that this one replaced, as long
// as it is there.
func (s *session) setAside(ctx context.Context) (string, error) {
	path, err := s.store.Noted(ctx, noteSetAside)
	if err != nil || path == "" {
		return "", err
	}
	if _, err := os.Stat(path); err != nil {
		return "", nil
	}
	return path, nil
}

// Rebuild sets a damaged database aside and makes it again from the newest good
// backup and the log.
func (b *Backups) Rebuild() (WorkspaceView, error) {
	return do(b.app, func(*session) (WorkspaceView, error) {
		if err := b.app.rebuild(context.Background()); err != nil {
			return WorkspaceView{}, err
		}
		return b.app.Workspace.State()
	})
}

func (a *App) rebuild(ctx context.Context) (err error) {
	a.switching.Lock()
	defer a.switching.Unlock()
	s, err := a.session()
	if err != nil {
		return err
	}
	if err := s.proveNow(ctx); err != nil && s.damaged() == "" { // what was read once may have been the disk's fault
		return &affiliate.Error{Code: affiliate.Unavailable, Message: "The database could not be checked, so it stays as it is.", Hint: sentence(err.Error()) + " Try again.", Cause: err}
	}
	why := s.damaged()
	if why == "" {
		return affiliate.Errorf(affiliate.Conflict, "The database is sound, so there is nothing to make again.").
			WithHint("To go back to an earlier state, restore a backup.")
	}
	a.reopen(ctx, s.profile, func() error {
		lock, lockErr := lockProfile(s.dir)
		if lockErr != nil {
			err = lockErr
			return nil
		}
		err = errors.Join(s.rebuild(ctx, why), lock.Unlock())
		return nil
	})
	if err != nil {
		return err
	}
	_, err = a.session()
	return err
}
