package graphql

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

type kind int

const (
	end kind = iota
	punctuator
	name
	number
	text
)

type token struct {
	kind  kind
	value string // a text token's value is already unescaped
	at    int
}

// lexer cuts a source into tokens; commas, white space, the byte order mark
// and comments are ignored (specification section 2.1).
type lexer struct {
	source string
	at     int
}

func (l *lexer) next() (token, error) {
	l.skip()
	start := l.at
	if start >= len(l.source) {
		return token{kind: end, at: start}, nil
	}
	switch c := l.source[start]; {
	case strings.IndexByte("{}()[]:=!$", c) >= 0:
		l.at++
		return token{punctuator, string(c), start}, nil
	case letter(c):
		for l.at < len(l.source) && (letter(l.source[l.at]) || digit(l.source[l.at])) {
			l.at++
		}
		return token{name, l.source[start:l.at], start}, nil
	case digit(c) || c == '-':
		return l.number()
	case c == '"':
		return l.text()
	case c == '@' || c == '.' || c == '&' || c == '|':
		return token{}, l.errorf(start, "directives and fragments are not understood here")
	}
	r, _ := utf8.DecodeRuneInString(l.source[start:])
	return token{}, l.errorf(start, "unexpected character %q", r)
}

func (l *lexer) skip() {
	for l.at < len(l.source) {
		switch rest := l.source[l.at:]; {
		case strings.IndexByte(" \t\r\n,", rest[0]) >= 0:
			l.at++
		case rest[0] == '#':
			if i := strings.IndexAny(rest, "\r\n"); i >= 0 {
				l.at += i
			} else {
				l.at = len(l.source)
			}
		case strings.HasPrefix(rest, "\ufeff"):
			l.at += len("\ufeff")
		default:
			return
		}
	}
}

func (l *lexer) number() (token, error) {
	start := l.at
	for l.at < len(l.source) && (digit(l.source[l.at]) || strings.IndexByte("+-.eE", l.source[l.at]) >= 0) {
		l.at++
	}
	value := l.source[start:l.at]
	if !isNumber(value) {
		return token{}, l.errorf(start, "%q is not a number", value)
	}
	return token{number, value, start}, nil
}

// isNumber checks -?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?, which is
// both GraphQL's and JSON's number.
func isNumber(s string) bool {
	whole, exponent, scaled := s, "", false
	if i := strings.IndexAny(s, "eE"); i >= 0 {
		whole, exponent, scaled = s[:i], strings.TrimLeft(s[i+1:], "+-"), true
		if len(s[i+1:])-len(exponent) > 1 {
			return false
		}
	}
	whole, fraction, pointed := strings.Cut(strings.TrimPrefix(whole, "-"), ".")
	return digits(whole) && (len(whole) == 1 || whole[0] != '0') &&
		(!pointed || digits(fraction)) && (!scaled || digits(exponent))
}

func (l *lexer) text() (token, error) {
	start := l.at
	if strings.HasPrefix(l.source[start:], `"""`) {
		return token{}, l.errorf(start, "block strings are not understood here")
	}
	var value strings.Builder
	for l.at++; l.at < len(l.source); {
		switch c := l.source[l.at]; c {
		case '"':
			l.at++
			return token{text, value.String(), start}, nil
		case '\n', '\r':
			return token{}, l.errorf(start, "the text is not closed on its line")
		case '\\':
			if err := l.escape(&value); err != nil {
				return token{}, err
			}
		default:
			value.WriteByte(c)
			l.at++
		}
	}
	return token{}, l.errorf(start, "the text is not closed")
}

func (l *lexer) escape(into *strings.Builder) error {
	rest := l.source[l.at:]
	if len(rest) < 2 {
		return l.errorf(l.at, "the text is not closed")
	}
	if rest[1] == 'u' {
		if len(rest) < 6 {
			return l.errorf(l.at, `\u needs four hexadecimal digits`)
		}
		code, err := strconv.ParseUint(rest[2:6], 16, 16)
		if err != nil {
			return l.errorf(l.at, `\u needs four hexadecimal digits`)
		}
		into.WriteRune(rune(code))
		l.at += 6
		return nil
	}
	i := strings.IndexByte(`"\/bfnrt`, rest[1])
	if i < 0 {
		return l.errorf(l.at, "unknown escape \\%c", rest[1])
	}
	into.WriteByte("\"\\/\b\f\n\r\t"[i])
	l.at += 2
	return nil
}

func (l *lexer) errorf(at int, format string, args ...any) error {
	before := l.source[:at]
	line := 1 + strings.Count(before, "\n")
	column := at - strings.LastIndexByte(before, '\n')
	return fmt.Errorf("line %d column %d: %s", line, column, fmt.Sprintf(format, args...))
}

func letter(c byte) bool { return c == '_' || c|0x20 >= 'a' && c|0x20 <= 'z' }

func digit(c byte) bool { return c >= '0' && c <= '9' }

func digits(s string) bool {
	for i := range len(s) {
		if !digit(s[i]) {
			return false
		}
	}
	return s != ""
}
