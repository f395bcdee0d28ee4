package affiliate_test

import (
	"testing"
	"time"

	"linkledger/internal/affiliate"
)

var benchKeys = affiliate.ClickKeys{[]byte("0123456789abcdef0123456789abcdef")}

func BenchmarkMintClickID(b *testing.B) {
	parts := affiliate.ClickParts{Time: time.Unix(1_790_000_000, 0), Link: 4711, Nonce: 42}
	signer := affiliate.NewClickSigner(benchKeys)
	for b.Loop() {
		if _, err := signer.Mint(parts); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkParseClickID(b *testing.B) {
	id, err := benchKeys.Mint(affiliate.ClickParts{Time: time.Unix(1_790_000_000, 0), Link: 4711, Nonce: 42})
	if err != nil {
		b.Fatal(err)
	}
	signer := affiliate.NewClickSigner(benchKeys)
	for b.Loop() {
		if _, _, err := signer.Parse(string(id)); err != nil {
			b.Fatal(err)
		}
	}
}
