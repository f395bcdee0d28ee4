package desktop

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/cj"
)

// Notes of this device: the advertiser behind an ad, and when its terms were
// read last. Terms themselves are a setting in the log.
const (
	noteAdvertiser = "cj_advertiser/" // and the AID, or nothing for the only one joined
	noteTermsAsOf  = "cj_terms_as_of/"
)

// advertiser is whose programme an offer promotes.
type advertiser struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// Terms are the programme terms of an offer's advertiser as they were last read.
func (c *CJ) Terms(offerID string) (TermsView, error) {
	return do(c.app, func(s *session) (TermsView, error) { return s.offerTerms(context.Background(), offerID) })
}

// ReadTerms asks CJ for them now.
func (c *CJ) ReadTerms(offerID string) (TermsView, error) {
	return do(c.app, func(s *session) (TermsView, error) {
		offer, err := s.store.Offer(s.ctx, affiliate.OfferID(offerID))
		if err != nil {
			return TermsView{}, err
		}
		problem := s.readTerms(s.ctx, offer)
		v, err := s.offerTerms(context.Background(), offerID)
		var f failure
		if problem != nil && errors.As(fail(problem), &f) {
			v.Problem = strings.TrimSpace(f.Message + " " + f.Hint)
		}
		return v, err
	})
}

// SeenTerms says that a person has read what changed.
func (c *CJ) SeenTerms(offerID string) (TermsView, error) {
	return do(c.app, func(s *session) (TermsView, error) {
		ctx := context.Background()
		of, kept, err := s.keptTerms(ctx, offerID)
		if err != nil {
			return TermsView{}, err
		}
		if len(kept.Changes()) > 0 {
			if err := s.commit(ctx, change(affiliate.NounSetting, affiliate.SettingTermsPrefix+of.ID, map[string]affiliate.Terms{"seen": kept.Terms})); err != nil {
				return TermsView{}, err
			}
		}
		return s.offerTerms(ctx, offerID)
	})
}

func (s *session) offerTerms(ctx context.Context, offerID string) (TermsView, error) {
	of, kept, err := s.keptTerms(ctx, offerID)
	v := TermsView{AdvertiserID: of.ID, AdvertiserName: cmp.Or(kept.Advertiser, of.Name), Actions: []TermsGroup{}, Changes: []string{}}
	if err != nil || of.ID == "" || kept.Terms.AdvertiserID == "" {
		return v, err
	}
	if v.AsOf, err = s.store.Noted(ctx, noteTermsAsOf+of.ID); err != nil {
		return v, err
	}
	t := kept.Terms
	v.Status, v.Since, v.Ends = strings.ToLower(strings.ReplaceAll(t.Status, "_", " ")), viewTime(t.Start), viewTime(t.End)
	for _, a := range t.Actions {
		v.Actions = append(v.Actions, TermsGroup{Name: cmp.Or(a.Name, a.TrackerID), Type: a.Type, Referral: a.Referral(), Locking: a.Locking(), Rates: a.RateWords()})
	}
	if changes := kept.Changes(); len(changes) > 0 {
		v.Changes, v.ChangedOn = changes, kept.ChangedOn
	}
	return v, nil
}

// keptTerms are the terms of an offer's advertiser; empty while it is unknown
// here whose programme the offer promotes.
func (s *session) keptTerms(ctx context.Context, offerID string) (of advertiser, kept affiliate.TermsSetting, err error) {
	offer, err := s.store.Offer(ctx, affiliate.OfferID(offerID))
	if err != nil {
		return of, kept, err
	}
	if of, err = s.notedAdvertiser(ctx, aidOf(offer)); err != nil {
		return of, kept, err
	}
	all, err := s.store.ProgrammeTerms(ctx)
	if err != nil {
		return of, kept, err
	}
	if of.ID == "" && len(all) == 1 { // another device knows
		for id := range all {
			of.ID = id
		}
	}
	return of, all[of.ID], nil
}

// aidOf is the ad of an offer's CJ link; empty where the link names none.
func aidOf(offer affiliate.Offer) string {
	link, err := cj.ParseClick(offer.Destination)
	if err != nil {
		return ""
	}
	return link.AID
}

func (s *session) notedAdvertiser(ctx context.Context, aid string) (of advertiser, err error) {
	text, err := s.store.Noted(ctx, noteAdvertiser+aid)
	if err != nil || text == "" {
		return of, err
	}
	return of, json.Unmarshal([]byte(text), &of)
}

// advertiserOf asks CJ whose ad an offer promotes. A link without an ad is that
// of the only programme that the account has joined, if there is but one.
func (s *session) advertiserOf(ctx context.Context, client *cj.Client, pid, aid string) (of advertiser, err error) {
	if of, err = s.notedAdvertiser(ctx, aid); err != nil || of.ID != "" {
		return of, err
	}
	if aid != "" {
		found, err := client.SearchLinks(ctx, cj.LinkQuery{PID: pid, AID: aid})
		if err != nil {
			return of, err
		}
		if at := slices.IndexFunc(found.Links, func(l cj.Link) bool { return l.ID == aid }); at >= 0 {
			of = advertiser{ID: found.Links[at].AdvertiserID, Name: found.Links[at].AdvertiserName}
		}
	}
	if of.ID == "" {
		joined, err := client.Advertisers(ctx)
		if err != nil {
			return of, err
		}
		if len(joined) != 1 {
			return of, affiliate.Errorf(affiliate.NotFound, "CJ does not tell whose programme this offer promotes.").
				WithHint("Use a CJ link that names its ad (AID): pick one by the search in the offer's form.")
		}
		of = advertiser{ID: joined[0].ID, Name: joined[0].Name}
	}
	text, err := json.Marshal(of)
	if err != nil {
		return of, err
	}
	return of, s.store.Note(ctx, noteAdvertiser+aid, string(text))
}

// readTerms asks CJ for an offer's terms and keeps them when they changed.
func (s *session) readTerms(ctx context.Context, offer affiliate.Offer) error {
	client, w, err := s.publisher(ctx)
	if err != nil {
		return err
	}
	of, err := s.advertiserOf(ctx, client, w.PID, aidOf(offer))
	if err != nil {
		return err
	}
	terms, err := client.Terms(ctx, of.ID)
	if errors.Is(err, cj.ErrNoTerms) {
		return affiliate.Errorf(affiliate.NotFound, "%s", sentence(err.Error()))
	}
	if err != nil {
		return err
	}
	if err := s.keepTerms(ctx, of, terms); err != nil {
		return err
	}
	return s.store.Note(ctx, noteTermsAsOf+of.ID, viewTime(s.clock.Now()))
}

// keepTerms writes terms to the log when a person would see a difference; the
// first are seen as they are.
func (s *session) keepTerms(ctx context.Context, of advertiser, terms affiliate.Terms) error {
	all, err := s.store.ProgrammeTerms(ctx)
	if err != nil {
		return err
	}
	kept, known := all[of.ID]
	switch {
	case !known:
		return s.commit(ctx, change(affiliate.NounSetting, affiliate.SettingTermsPrefix+of.ID,
			affiliate.TermsSetting{Advertiser: of.Name, Terms: terms, Seen: terms}))
	case len(affiliate.DiffTerms(kept.Terms, terms)) == 0:
		return nil
	}
	return s.commit(ctx, change(affiliate.NounSetting, affiliate.SettingTermsPrefix+of.ID,
		map[string]any{"terms": terms, "changed_on": s.today()}))
}

// termsPause is how often the terms of all offers are read by themselves.
const termsPause = 24 * time.Hour

// readAllTerms reads the terms of the offers that run, each advertiser's once a
// day.
func (s *session) readAllTerms(ctx context.Context) {
	if !s.readingTerms.TryLock() {
		return
	}
	defer s.readingTerms.Unlock()
	w, err := s.store.Workspace(ctx)
	if err != nil || w.CID == "" || w.CJRole == affiliate.CJAdvertiser {
		return
	}
	offers, err := s.store.Offers(ctx)
	if err != nil {
		return
	}
	for _, offer := range offers {
		if offer.Status != affiliate.Active || !s.termsDue(ctx, aidOf(offer)) {
			continue
		}
		if err := s.readTerms(ctx, offer); err != nil {
			s.app.log.Debug("read programme terms", "error", err)
			return // the next sync that asks CJ tries again
		}
	}
}

func (s *session) termsDue(ctx context.Context, aid string) bool {
	of, err := s.notedAdvertiser(ctx, aid)
	if err != nil || of.ID == "" {
		return err == nil
	}
	asOf, err := s.store.Noted(ctx, noteTermsAsOf+of.ID)
	read, parseErr := time.Parse(time.RFC3339, asOf)
	return err == nil && (parseErr != nil || s.clock.Now().Sub(read) >= termsPause)
}

// changedTerms are what a person should know of changed terms, by advertiser.
func (s *session) changedTerms(ctx context.Context) (items []AttentionItem, err error) {
	all, err := s.store.ProgrammeTerms(ctx)
	if err != nil {
		return nil, err
	}
	for id, kept := range all {
		if changes := kept.Changes(); len(changes) > 0 {
			items = append(items, AttentionItem{ID: "terms/" + id, Kind: "terms", At: kept.ChangedOn,
				Text: "The programme terms of " + cmp.Or(kept.Advertiser, "CID "+id) + " at CJ have changed: " + strings.Join(changes, " ") + " Look at the offer."})
		}
	}
	slices.SortFunc(items, func(a, b AttentionItem) int { return strings.Compare(a.ID, b.ID) })
	return items, nil
}
