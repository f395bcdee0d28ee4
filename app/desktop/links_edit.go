package desktop

import (
	"context"

	"linkledger/internal/affiliate"
)

// SetStatus pauses a link or lets it run again.
func (l *Links) SetStatus(id, status string) (LinkRow, error) {
	return do(l.app, func(s *session) (LinkRow, error) {
		ctx := context.Background()
		if status != affiliate.Active && status != affiliate.Paused {
			return LinkRow{}, field("status", "Choose active or paused.")
		}
		link, err := s.store.Link(ctx, affiliate.LinkID(id))
		if err != nil {
			return LinkRow{}, err
		}
		link.Status = status
		b := s.batch()
		if err := b.add(change(affiliate.NounLink, link.ID, map[string]string{"status": status})); err != nil {
			return LinkRow{}, err
		}
		if err := publishLink(b, publicLink(link)); err != nil {
			return LinkRow{}, err
		}
		if err := s.enqueue(ctx, b); err != nil {
			return LinkRow{}, err
		}
		return s.linkRow(ctx, link.ID)
	})
}
