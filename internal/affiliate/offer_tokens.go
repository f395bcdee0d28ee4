package affiliate

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// tokenOverlapDays is how long a postback token stays that another device
// displaced without knowing of it.
const tokenOverlapDays = 14

// EndedTokens is the field of an offer's change that names the postback tokens
// which it takes away on purpose, in what EndedBy makes of it.
const EndedTokens = "postback_ended"

// EndedBy lists the postback tokens that an edit takes away.
func EndedBy(before, after Offer) []string {
	left := after.Tokens()
	return slices.DeleteFunc(before.Tokens(), func(t string) bool { return slices.Contains(left, t) })
}

// tokenEdit is what a change says of an offer's postback tokens.
type tokenEdit struct {
	Token  *string       `json:"postback_token"`
	Tokens *[]TokenUntil `json:"postback_tokens"`
	Ended  *[]string     `json:"postback_ended"` // nil in what older programs wrote: the lists stand as they are
}

// MergeTokens makes a change of an offer's tokens fit what stands: a token that
// its device knew nothing of stays, and one that was ended meanwhile does not
// come back. It tells of a present token that becomes an earlier one so.
func MergeTokens(stands Offer, c Change, at time.Time) (Change, *TokenUntil, error) {
	var edit tokenEdit
	if err := json.Unmarshal(c.Set, &edit); err != nil || edit.Ended == nil {
		return c, nil, nil //nolint:nilerr // the merge of all fields says so
	}
	present := stands.PostbackToken
	if edit.Token != nil {
		present = *edit.Token
	}
	ended := func(t TokenUntil) bool { return t.Token == present || slices.Contains(*edit.Ended, t.Token) }
	list := []TokenUntil{}
	if edit.Tokens != nil {
		for _, t := range *edit.Tokens {
			if t.Token == stands.PostbackToken || holdsToken(stands.PostbackTokens, t.Token) {
				list = append(list, t)
			}
		}
	}
	var displaced *TokenUntil
	if had := (TokenUntil{stands.PostbackToken, at.AddDate(0, 0, tokenOverlapDays).Format(dayLayout)}); had.Token != "" && !ended(had) && !holdsToken(list, had.Token) {
		displaced = &had
		list = append([]TokenUntil{had}, list...)
	}
	for _, t := range stands.PostbackTokens {
		if !ended(t) && !holdsToken(list, t.Token) {
			list = append(list, t)
		}
	}
	var fields map[string]json.RawMessage
	err := json.Unmarshal(c.Set, &fields)
	if err == nil {
		delete(fields, EndedTokens)
		fields["postback_tokens"], err = json.Marshal(newestTokens(list, displaced))
	}
	if err == nil {
		c.Set, err = json.Marshal(fields)
	}
	if err != nil {
		return c, nil, fmt.Errorf("merge postback tokens: %w", err)
	}
	return c, displaced, nil
}

// newestTokens drops those that end first until the rest may open the door.
func newestTokens(list []TokenUntil, keep *TokenUntil) []TokenUntil {
	for len(list) >= MaxPostbackTokens {
		first := -1
		for i, t := range list {
			if (keep == nil || t.Token != keep.Token) && (first < 0 || t.Until <= list[first].Until) {
				first = i
			}
		}
		list = slices.Delete(list, first, first+1)
	}
	return list
}

func holdsToken(list []TokenUntil, token string) bool {
	return slices.ContainsFunc(list, func(t TokenUntil) bool { return t.Token == token })
}
