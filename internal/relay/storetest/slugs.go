package storetest

import (
	"errors"
	"slices"
	"testing"

	"linkledger/internal/relay"
	"linkledger/internal/relayapi"
)

func slugs(t *testing.T, s *suite) {
	path := func(workspace, text string, number int64) relay.Code {
		return relay.Code{Host: workspace + ".example", Code: text, Workspace: workspace, Number: number, Device: "d"}
	}
	s.must(func(tx relay.Tx) error {
		return errors.Join(tx.PutCode(path("w1", "code1", 1)), tx.PutCode(path("w1", "code2", 2)), tx.PutCode(path("w2", "code3", 1)),
			tx.PutSlug(path("w1", "anna", 1)), tx.PutSlug(path("w1", "anna-maria", 1)), tx.PutSlug(path("w1", "anna", 1)))
	})
	// A refused one must not spoil what the same step does next.
	s.must(func(tx relay.Tx) error {
		for name, put := range map[string]func() error{
			"another link's slug":         func() error { return tx.PutSlug(path("w1", "anna", 2)) },
			"another workspace's slug":    func() error { return tx.PutSlug(path("w2", "anna", 1)) },
			"a code":                      func() error { return tx.PutSlug(path("w1", "code2", 1)) },
			"its own code":                func() error { return tx.PutSlug(path("w1", "code1", 1)) },
			"another workspace's code":    func() error { return tx.PutSlug(path("w1", "code3", 1)) },
			"a code that is a slug":       func() error { return tx.PutCode(path("w1", "anna", 3)) },
			"a code that is a slug of w1": func() error { return tx.PutCode(path("w2", "anna-maria", 3)) },
			"a second code of a number":   func() error { return tx.PutCode(path("w1", "code4", 1)) },
		} {
			if err := put(); !errors.Is(err, relay.ErrTaken) {
				t.Errorf("%s: %v", name, err)
			}
		}
		code, err := tx.Code("w1", 1)
		s.equal(path("w1", "code1", 1), code)
		n, counted := tx.CountSlugs("w1", 1)
		s.equal(2, n)
		return errors.Join(err, counted, tx.PutSlug(path("w2", "other", 1)))
	})
	var all []string
	err := s.Slugs(t.Context(), func(workspace string, number int64, slug string) {
		s.equal(int64(1), number)
		all = append(all, workspace+" "+slug)
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(all)
	s.equal([]string{"w1 anna", "w1 anna-maria", "w2 other"}, all)
	if err := s.do(func(tx relay.Tx) error { _, err := tx.Link("w1", 1); return err }); !errors.Is(err, relay.ErrNotFound) {
		t.Fatalf("a link that was never put: %v", err)
	}
}

func tokens(t *testing.T, s *suite) {
	offer := func(id string, postback, tag []string) relayapi.PublicOffer {
		return relayapi.PublicOffer{ID: id, Status: relayapi.PublicOfferStatusActive, Destination: "https://a.example", Preset: "cj", Currency: "EUR",
			PostbackTokenHashes: postback, TagTokenHashes: tag}
	}
	put := func(workspace string, o relayapi.PublicOffer) {
		s.must(func(tx relay.Tx) error { return tx.PutOffer(workspace, o) })
	}
	old := func() (all []string) {
		if err := s.OldTokens(t.Context(), func(workspace, offer, hash string) { all = append(all, workspace+" "+offer+" "+hash) }); err != nil {
			t.Fatal(err)
		}
		slices.Sort(all)
		return all
	}
	put("w1", offer("o", []string{"h1", "h2"}, []string{"t1"}))
	s.equal([]string(nil), old())
	put("w1", offer("o", []string{"h2", "h3"}, []string{}))
	s.equal([]string{"w1 o h1", "w1 o t1"}, old())
	put("w1", offer("o", []string{"h1"}, []string{"t2"})) // a rotation is taken back
	s.equal([]string{"w1 o h2", "w1 o h3", "w1 o t1"}, old())
	for name, thief := range map[string]relayapi.PublicOffer{
		"another's token": offer("thief", []string{"h1"}, nil), "another's tag": offer("thief", nil, []string{"t2"}), "what another had": offer("thief", []string{"h2"}, nil),
		"one for two things": offer("o", []string{"h1"}, []string{"h1"}),
	} {
		for _, workspace := range []string{"w1", "w2"} {
			if workspace == "w2" && thief.ID == "o" {
				thief.ID = "o2"
			}
			if err := s.do(func(tx relay.Tx) error { return tx.PutOffer(workspace, thief) }); !errors.Is(err, relay.ErrTaken) {
				t.Errorf("%s in %s: %v", name, workspace, err)
			}
		}
	}
	s.must(func(tx relay.Tx) error {
		got, err := tx.Offer("w1", "o")
		s.equal([]string{"h1"}, got.PostbackTokenHashes)
		s.equal([]string{"t2"}, got.TagTokenHashes)
		return err
	})
}
