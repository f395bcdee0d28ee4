package desktop

import (
	"context"
	"slices"

	"linkledger/internal/affiliate"
)

// linksABatch is how many links are changed together: what the relay takes in
// one push.
const linksABatch = 1000

// linkUndo is what the status of a link was before somebody set another.
type linkUndo struct {
	Link   affiliate.LinkID `json:"link"`
	Before string           `json:"before"`
	Set    string           `json:"set"`
}

// SetStatus pauses links, lets them run again, or puts them away.
func (l *Links) SetStatus(ids []string, status string) (LinksChanged, error) {
	return do(l.app, func(s *session) (LinksChanged, error) {
		if !slices.Contains(affiliate.LinkStatuses, status) {
			return LinksChanged{}, field("status", "Choose active, paused or archived.")
		}
		set := make(map[affiliate.LinkID]string, len(ids))
		for _, id := range ids {
			set[affiliate.LinkID(id)] = status
		}
		record := undoRecord{ID: newEntryID(), Kind: undoLinks}
		err := s.setLinks(context.Background(), set, &record)
		return LinksChanged{Changed: len(record.Links), Undo: record.token()}, err
	})
}

// token is what takes it back; empty when there is nothing.
func (r undoRecord) token() string {
	if len(r.Links) == 0 {
		return ""
	}
	return r.ID
}

// setLinks gives links another status, a batch after the other, and keeps how
// that is taken back before anything changes.
func (s *session) setLinks(ctx context.Context, set map[affiliate.LinkID]string, record *undoRecord) error {
	links, err := s.store.Links(ctx)
	if err != nil {
		return err
	}
	links = slices.DeleteFunc(links, func(l affiliate.Link) bool { return set[l.ID] == "" || set[l.ID] == l.Status })
	for _, link := range links {
		record.Links = append(record.Links, linkUndo{Link: link.ID, Before: link.Status, Set: set[link.ID]})
	}
	if len(links) == 0 {
		return nil
	}
	if err := s.keepUndo(ctx, *record); err != nil {
		return err
	}
	for some := range slices.Chunk(links, linksABatch) {
		b := s.batch()
		for _, link := range some {
			link.Status = set[link.ID]
			if err := b.add(change(affiliate.NounLink, link.ID, map[string]string{"status": link.Status})); err != nil {
				return err
			}
			row := publicLink(link)
			row.Status = publicLinkStatus(link.Status)
			if err := publishLink(b, row); err != nil {
				return err
			}
		}
		if err := s.store.Enqueue(ctx, b.Batch); err != nil {
			return err
		}
	}
	s.nudge(false)
	s.app.changed()
	return nil
}

// undoLinks gives links the status that they had. Those that somebody has given
// another since are left.
func (s *session) undoLinks(ctx context.Context, record undoRecord) (changed int, left []Pair, err error) {
	ids := make([]affiliate.LinkID, 0, len(record.Links))
	was := make(map[affiliate.LinkID]linkUndo, len(record.Links))
	for _, u := range record.Links {
		ids = append(ids, u.Link)
		was[u.Link] = u
	}
	rows, err := s.rowsOfLinks(ctx, ids)
	if err != nil {
		return 0, nil, err
	}
	back, left := map[affiliate.LinkID]string{}, []Pair{}
	for _, row := range rows {
		u := was[affiliate.LinkID(row.ID)]
		if row.Status != u.Set {
			left = append(left, Pair{Label: row.MemberName + ", " + row.OfferName, Value: "Somebody has changed it since."})
			continue
		}
		back[u.Link] = u.Before
	}
	undone := undoRecord{ID: newEntryID(), Kind: undoLinks}
	if err := s.setLinks(ctx, back, &undone); err != nil {
		return 0, left, err
	}
	return len(undone.Links), left, s.dropUndo(ctx, record.ID)
}
