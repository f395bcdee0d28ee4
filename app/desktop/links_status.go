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
		ctx := context.Background()
		links, err := s.otherwise(ctx, set)
		if err != nil || len(links) == 0 {
			return LinksChanged{}, err
		}
		record := undoRecord{ID: newEntryID(), Kind: undoLinks}
		for _, link := range links {
			record.Links = append(record.Links, linkUndo{Link: link.ID, Before: link.Status, Set: set[link.ID]})
		}
		if err := s.keepUndo(ctx, record); err != nil { // before anything changes
			return LinksChanged{}, err
		}
		return LinksChanged{Changed: len(links), Undo: record.ID}, s.setLinks(ctx, links, set)
	})
}

// otherwise are the links whose status is another than they are to get.
func (s *session) otherwise(ctx context.Context, set map[affiliate.LinkID]string) ([]affiliate.Link, error) {
	links, err := s.store.Links(ctx)
	return slices.DeleteFunc(links, func(l affiliate.Link) bool { return set[l.ID] == "" || set[l.ID] == l.Status }), err
}

// setLinks gives links another status, a batch after the other.
func (s *session) setLinks(ctx context.Context, links []affiliate.Link, set map[affiliate.LinkID]string) error {
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
	links, err := s.otherwise(ctx, back)
	if err == nil {
		err = s.setLinks(ctx, links, back)
	}
	if err != nil {
		return 0, left, err
	}
	return len(links), left, s.dropUndo(ctx, record.ID)
}
