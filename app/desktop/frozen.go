package desktop

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/ingest"
	"linkledger/internal/store"
)

// unfreezePhrase is what a person types who answers for it that nothing was
// paid since a backup.
const unfreezePhrase = "nothing was paid since"

// freeze stops payments until the relay's log has been read to its end: this
// database may not know what was paid.
func (s *session) frozenText(what string, at time.Time) string { return what + " " + s.moment(at) }

// moment is a time within a sentence that is kept, as the workspace's clocks
// showed it.
func (s *session) moment(at time.Time) string { return at.In(s.zone()).Format("2 January 2006 15:04") }

// frozenWords say why payments wait after a restore; empty when they don't.
func (s *session) frozenWords(ctx context.Context) (string, error) {
	text, err := s.store.Noted(ctx, ingest.NoteFrozen)
	switch {
	case err != nil || text == "":
		return "", err
	case s.connection() == nil:
		return text + ". Payments wait, since no relay can tell what was paid since then.", nil
	}
	gap, err := s.store.Noted(ctx, ingest.NoteGap)
	if gap != "" {
		return text + ". Payments wait: the relay was brought back from a copy, too, so its log may lack what was paid since. " +
			"Compare your payments with your bank's before you let them go on.", err
	}
	return text + ". Payments wait until the relay's log has been read.", err
}

// onWord reports whether only a person's word lets payments go on.
func (s *session) onWord(ctx context.Context) (bool, error) {
	gap, err := s.store.Noted(ctx, ingest.NoteGap)
	return gap != "" || s.connection() == nil, err
}

// keepPlace keeps up to where the log is folded outside of the database, too.
func (s *session) keepPlace(at store.Position) error {
	return s.vault.Set(secretPlace, placeText(at))
}

func placeText(at store.Position) string { return at.Epoch + "/" + strconv.FormatInt(at.Seq, 10) }

// freezeOlder stops payments when somebody brought back an older copy of the
// database while the program was closed: the relay, which would tell, may be
// silent for long.
func (s *session) freezeOlder(ctx context.Context) error {
	kept, err := s.secretText(secretPlace)
	if err != nil || kept == "" {
		return err
	}
	at, err := s.store.Position(ctx)
	if err != nil {
		return err
	}
	epoch, place, _ := strings.Cut(kept, "/")
	if seq, err := strconv.ParseInt(place, 10, 64); err != nil || epoch == at.Epoch && seq <= at.Seq {
		return err
	}
	frozen, err := s.store.Noted(ctx, ingest.NoteFrozen)
	if err != nil || frozen != "" {
		return err
	}
	s.app.log.Warn(ingest.Trails)
	return s.store.Note(ctx, ingest.NoteFrozen, ingest.Trails)
}

// Unfreeze lets payments go on after a restore where no log tells: the person
// typed that nothing was paid since the backup.
func (b *Backups) Unfreeze(confirmation string) (BackupsView, error) {
	return do(b.app, func(s *session) (BackupsView, error) {
		ctx := context.Background()
		if asks, err := s.onWord(ctx); err != nil {
			return BackupsView{}, err
		} else if !asks {
			return BackupsView{}, affiliate.Errorf(affiliate.Conflict, "Payments go on by themselves once the relay's log has been read.").
				WithHint("Sync. If the relay is gone for good, connect the one that took its place.")
		}
		if !strings.EqualFold(strings.Join(strings.Fields(confirmation), " "), unfreezePhrase) {
			return BackupsView{}, field("confirmation", "Type: "+unfreezePhrase)
		}
		at, err := s.store.Position(ctx)
		if err == nil {
			err = errors.Join(s.keepPlace(at), s.store.Note(ctx, ingest.NoteGap, ""), s.store.Note(ctx, ingest.NoteFrozen, ""))
		}
		if err != nil {
			return BackupsView{}, err
		}
		s.app.changed()
		return s.backupsView(ctx)
	})
}
