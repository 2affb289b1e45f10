//! HTTP/1.1 with as little as will do, so that the one who asks costs next to nothing beside those who answer: one request at a time on a
//! connection that stays, bodies by length or in chunks, nothing compressed.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

use crate::Outcome;

/// A connection and what was read of it.
#[derive(Debug)]
pub struct Connection {
    stream: TcpStream,
    address: SocketAddr,
    read: Vec<u8>,
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Answer {
    /// The values of a header; its name in small letters.
    pub fn headers<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.head
            .lines()
            .skip(1)
            .filter_map(|line| line.split_once(':'))
            .filter(move |(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.trim())
    }
}

fn find(text: &[u8], word: &[u8]) -> Option<usize> {
    text.windows(word.len()).position(|window| window == word)
}

impl Connection {
    pub async fn open(address: SocketAddr) -> Outcome<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, address, read: Vec::with_capacity(1 << 18) })
    }

    pub async fn get(&mut self, path: &str, cookies: &str) -> Outcome<Answer> {
        let request = format!("GET {path} HTTP/1.1\r\nhost: {}\r\ncookie: {cookies}\r\naccept: text/html\r\n\r\n", self.address);
        self.ask(&request).await
    }

    pub async fn post(&mut self, path: &str, form: &str) -> Outcome<Answer> {
        let request = format!(
            "POST {path} HTTP/1.1\r\nhost: {0}\r\norigin: http://{0}\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: {1}\r\n\r\n{form}",
            self.address,
            form.len()
        );
        self.ask(&request).await
    }

    async fn ask(&mut self, request: &str) -> Outcome<Answer> {
        self.stream.write_all(request.as_bytes()).await?;
        let end = self.until(b"\r\n\r\n").await?;
        let head = String::from_utf8(self.read.drain(..end).collect())?;
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or("no status line")?;
        let mut answer = Answer { status, head, body: Vec::new() };
        let length = answer.headers("content-length").next().map(str::parse::<usize>).transpose()?;
        answer.body = match length {
            Some(length) => self.take(length).await?,
            None if answer.headers("transfer-encoding").any(|coding| coding == "chunked") => self.chunks().await?,
            None => Vec::new(),
        };
        Ok(answer)
    }

    async fn more(&mut self) -> Outcome {
        if self.stream.read_buf(&mut self.read).await? == 0 { Err("the connection was closed".into()) } else { Ok(()) }
    }

    /// Reads until this stands in what was read; answers where it ends.
    async fn until(&mut self, word: &[u8]) -> Outcome<usize> {
        let mut looked = 0;
        loop {
            if let Some(at) = find(&self.read[looked..], word) {
                return Ok(looked + at + word.len());
            }
            looked = self.read.len().saturating_sub(word.len() - 1);
            self.more().await?;
        }
    }

    async fn take(&mut self, length: usize) -> Outcome<Vec<u8>> {
        while self.read.len() < length {
            self.more().await?;
        }
        Ok(self.read.drain(..length).collect())
    }

    async fn chunks(&mut self) -> Outcome<Vec<u8>> {
        let mut body = Vec::new();
        loop {
            let end = self.until(b"\r\n").await?;
            let line = String::from_utf8(self.read.drain(..end).collect())?;
            let length = usize::from_str_radix(line.trim(), 16)?;
            body.extend(self.take(length).await?);
            self.take(2).await?;
            if length == 0 {
                return Ok(body);
            }
        }
    }
}

/// One address asked for again and again over some connections at once.
#[derive(Debug)]
pub struct Load {
    connections: Vec<Connection>,
    path: String,
    cookies: String,
}

impl Load {
    pub async fn new(address: SocketAddr, path: &str, cookies: &str, connections: usize) -> Outcome<Self> {
        let mut open = Vec::new();
        for _ in 0..connections {
            open.push(Connection::open(address).await?);
        }
        Ok(Self { connections: open, path: path.to_owned(), cookies: cookies.to_owned() })
    }

    /// Answers a second, over a while.
    pub async fn rate(&mut self, window: Duration) -> Outcome<f64> {
        let begun = Instant::now();
        let mut tasks = tokio::task::JoinSet::new();
        for mut connection in self.connections.drain(..) {
            let (path, cookies) = (self.path.clone(), self.cookies.clone());
            tasks.spawn(async move {
                let mut answers = 0_u32;
                while begun.elapsed() < window {
                    let answer = connection.get(&path, &cookies).await.map_err(|error| error.to_string())?;
                    if answer.status != 200 {
                        return Err(format!("{path}: {}", answer.head));
                    }
                    answers += 1;
                }
                Ok((connection, answers))
            });
        }
        let mut answers = 0;
        while let Some(ended) = tasks.join_next().await {
            let (connection, count) = ended??;
            self.connections.push(connection);
            answers += count;
        }
        Ok(f64::from(answers) / begun.elapsed().as_secs_f64())
    }
}
