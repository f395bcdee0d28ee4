package relay

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"linkledger/internal/affiliate"
	"linkledger/internal/relayapi"
)

// applyLink puts a link of a push, and says all of it as it is now.
func applyLink(tx Tx, who caller, l relayapi.PublicLink, offers *offerChanges) (merged relayapi.PublicLink, err error) {
	workspace := who.workspace.ID
	code, err := tx.Code(workspace, l.Number)
	switch {
	case errors.Is(err, ErrNotFound):
		return l, invalid(fmt.Sprintf("Link number %d is in no block of this workspace.", l.Number), "Reserve a block and use its numbers.")
	case err != nil:
		return l, err
	case code.Code != l.Code:
		return l, codeTaken(fmt.Sprintf("The code %q is not the one of link number %d.", cut(l.Code, 40), l.Number), "Use the code that came with the number.")
	}
	known, err := offers.has(l.OfferID)
	if err != nil {
		return l, err
	}
	if !known {
		return l, invalid(fmt.Sprintf("The offer of link number %d is not known to the relay.", l.Number), "Nothing was stored. Send the link's offer before it or with it.")
	}
	had, err := tx.Link(workspace, l.Number)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return l, err
	}
	if merged = mergeLink(had, l); merged.Status == "" {
		return l, invalid(fmt.Sprintf("Link number %d is new to the relay and comes without its status.", l.Number), "Nothing was stored. Send the whole link.")
	}
	if err := tx.PutLink(workspace, merged); errors.Is(err, ErrTaken) {
		return l, invalid(fmt.Sprintf("Link number %d belongs to another offer or member already.", l.Number), "Nothing was stored. Make a new link.")
	} else if err != nil {
		return l, err
	}
	return merged, putSlugs(tx, who, l)
}

// mergeLink lays the fields that are present in change over a link. What was
// marked as a test stays one: a device that knows nothing of it takes nothing
// back.
func mergeLink(had, change relayapi.PublicLink) relayapi.PublicLink {
	if change.Status == "" {
		change.Status = had.Status
	}
	if change.Slug == nil {
		change.Slug = had.Slug
	}
	if change.Page == nil {
		change.Page = had.Page
	}
	if change.Values == nil {
		change.Values = had.Values
	}
	change.Test = change.Test || had.Test
	return change
}

// Limits of what a link publishes.
const (
	maxValues   = 8
	longestName = 40
)

var nameForm = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)

func (s server) checkLink(l relayapi.PublicLink) error {
	switch {
	case l.Number < 1 || l.Number > affiliate.MaxLinkNumber:
		return errors.New("its number is out of range")
	case l.Code == "" || len(l.Code) > 64:
		return errors.New("its code is missing or too long")
	case !idForm.MatchString(l.OfferID):
		return errors.New("its offer id is missing or has a wrong form")
	case !idForm.MatchString(l.MemberID):
		return errors.New("its member id is missing or not an opaque id")
	case l.Status != "" && !l.Status.Valid():
		return errors.New("its status must be active or paused")
	}
	for _, slug := range slugsOf(l) {
		if err := affiliate.CheckSlug(slug); err != nil && !slices.Contains(affiliate.ReservedPaths, slug) {
			return fmt.Errorf("%q can't be a slug: %w", cut(slug, longestName), err)
		}
	}
	if page := relayapi.Text(l.Page); page != "" {
		if err := s.landingPages().CheckPage(page); err != nil {
			return fmt.Errorf("its page can't be used: %w", err)
		}
	}
	return checkValues(l.Values)
}

func checkValues(values map[string]string) error {
	if len(values) > maxValues {
		return fmt.Errorf("it has %d values; a link publishes at most %d", len(values), maxValues)
	}
	for name, value := range values {
		switch {
		case !nameForm.MatchString(name):
			return fmt.Errorf("%q is not the name of a member variable", cut(name, longestName))
		case len(value) > affiliate.MaxVariable:
			return fmt.Errorf("its %s has %d bytes; at most %d are allowed", name, len(value), affiliate.MaxVariable)
		case !utf8.ValidString(value) || strings.ContainsFunc(value, unicode.IsControl):
			return fmt.Errorf("its %s holds characters that are not text", name)
		}
	}
	return nil
}
