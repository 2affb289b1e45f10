//! What types ask of the reader.

use std::borrow::Cow;

use serde::de::{DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor};

use super::{Read, Reader, Unreadable};

/// Reads as what the visitor asked for.
macro_rules! reads {
    ($($method:ident)* => $how:ident) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
            self.$how(visitor)
        })*
    };
}

impl<'de> Reader<'de> {
    fn as_number<V: Visitor<'de>>(&mut self, visitor: V) -> Read<V::Value> {
        match self.number()? {
            (false, number) => visitor.visit_u64(number),
            (true, number) => visitor.visit_i64(0_i64.checked_sub_unsigned(number).ok_or(Unreadable)?),
        }
    }

    fn as_text<V: Visitor<'de>>(&mut self, visitor: V) -> Read<V::Value> {
        match self.string()? {
            Cow::Borrowed(text) => visitor.visit_borrowed_str(text),
            Cow::Owned(text) => visitor.visit_str(&text),
        }
    }

    fn as_list<V: Visitor<'de>>(&mut self, visitor: V) -> Read<V::Value> {
        self.expect(b'[')?;
        let value = visitor.visit_seq(Items(self))?;
        self.expect(b']')?;
        Ok(value)
    }

    fn as_map<V: Visitor<'de>>(&mut self, visitor: V) -> Read<V::Value> {
        self.expect(b'{')?;
        let value = visitor.visit_map(Items(self))?;
        self.expect(b'}')?;
        Ok(value)
    }

    fn as_unit<V: Visitor<'de>>(&mut self, visitor: V) -> Read<V::Value> {
        self.word("null")?;
        visitor.visit_unit()
    }

    fn refuse<V: Visitor<'de>>(&mut self, _: V) -> Read<V::Value> {
        Err(Unreadable)
    }
}

impl<'de> Deserializer<'de> for &mut Reader<'de> {
    type Error = Unreadable;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        match self.next() {
            b'"' => self.as_text(visitor),
            b'[' => self.as_list(visitor),
            b'{' => self.as_map(visitor),
            b't' | b'f' => self.deserialize_bool(visitor),
            b'n' => self.as_unit(visitor),
            _ => self.as_number(visitor),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        visitor.visit_bool(self.bool()?)
    }

    reads! { deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 => as_number }
    reads! { deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 => as_number }
    reads! { deserialize_f32 deserialize_f64 deserialize_bytes deserialize_byte_buf => refuse }
    reads! { deserialize_char deserialize_str deserialize_string deserialize_identifier => as_text }
    reads! { deserialize_seq => as_list }
    reads! { deserialize_map => as_map }
    reads! { deserialize_unit => as_unit }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        if self.next() != b'n' {
            return visitor.visit_some(self);
        }
        self.word("null")?;
        visitor.visit_none()
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Read<V::Value> {
        self.as_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Read<V::Value> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Read<V::Value> {
        self.as_list(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(self, _: &'static str, _: usize, visitor: V) -> Read<V::Value> {
        self.as_list(visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(self, _: &'static str, _: &'static [&'static str], visitor: V) -> Read<V::Value> {
        self.as_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(self, _: &'static str, _: &'static [&'static str], visitor: V) -> Read<V::Value> {
        if self.next() == b'"' {
            return visitor.visit_enum(Variant { reader: self, alone: true });
        }
        self.expect(b'{')?;
        let value = visitor.visit_enum(Variant { reader: &mut *self, alone: false })?;
        self.expect(b'}')?;
        Ok(value)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        self.skip()?;
        visitor.visit_unit()
    }
}

/// What stands between brackets.
struct Items<'r, 'a>(&'r mut Reader<'a>);

impl Items<'_, '_> {
    /// Whether there is one more. A comma stands before each but the first, whose place it may take too: our server sends none there.
    fn more(&mut self) -> bool {
        self.0.takes(b',');
        !matches!(self.0.next(), b']' | b'}')
    }
}

impl<'de> SeqAccess<'de> for Items<'_, 'de> {
    type Error = Unreadable;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Read<Option<T::Value>> {
        if self.more() { seed.deserialize(&mut *self.0).map(Some) } else { Ok(None) }
    }
}

impl<'de> MapAccess<'de> for Items<'_, 'de> {
    type Error = Unreadable;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Read<Option<K::Value>> {
        if self.more() { seed.deserialize(&mut *self.0).map(Some) } else { Ok(None) }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Read<V::Value> {
        self.0.expect(b':')?;
        seed.deserialize(&mut *self.0)
    }
}

/// One of several: its name alone, or its name and what it holds.
struct Variant<'r, 'a> {
    reader: &'r mut Reader<'a>,
    alone: bool,
}

impl<'de> EnumAccess<'de> for Variant<'_, 'de> {
    type Error = Unreadable;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Read<(V::Value, Self)> {
        let name = seed.deserialize(&mut *self.reader)?;
        if !self.alone {
            self.reader.expect(b':')?;
        }
        Ok((name, self))
    }
}

impl<'de> VariantAccess<'de> for Variant<'_, 'de> {
    type Error = Unreadable;

    fn unit_variant(self) -> Read<()> {
        if self.alone { Ok(()) } else { self.reader.word("null") }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Read<T::Value> {
        if self.alone { Err(Unreadable) } else { seed.deserialize(self.reader) }
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Read<V::Value> {
        if self.alone { Err(Unreadable) } else { self.reader.as_list(visitor) }
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], visitor: V) -> Read<V::Value> {
        if self.alone { Err(Unreadable) } else { self.reader.as_map(visitor) }
    }
}
