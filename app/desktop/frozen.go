package desktop

import (
	"context"
	"strings"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/ingest"
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
	return text + ". Payments wait until the relay's log has been read.", nil
}

// Unfreeze lets payments go on after a restore without a relay: the person
// typed that nothing was paid since the backup.
func (b *Backups) Unfreeze(confirmation string) (BackupsView, error) {
	return do(b.app, func(s *session) (BackupsView, error) {
		ctx := context.Background()
		if s.connection() != nil {
			return BackupsView{}, affiliate.Errorf(affiliate.Conflict, "Payments go on by themselves once the relay's log has been read.").
				WithHint("Sync. If the relay is gone for good, connect the one that took its place.")
		}
		if !strings.EqualFold(strings.Join(strings.Fields(confirmation), " "), unfreezePhrase) {
			return BackupsView{}, field("confirmation", "Type: "+unfreezePhrase)
		}
		if err := s.store.Note(ctx, ingest.NoteFrozen, ""); err != nil {
			return BackupsView{}, err
		}
		s.app.changed()
		return s.backupsView(ctx)
	})
}
